import { type DeliveryState, deliveryStates, type MaintenanceStore } from '@ingest/core';
import { deliveryProblems } from '../shared/delivery-problems.js';
import { groupBy } from '../shared/group-by.js';
import { storyProblems } from '../shared/story-problems.js';
import type { Connection } from './connection.js';
import { readCounts } from './delivery-counts.js';
import { readDeliveries } from './delivery-rows.js';
import { schemaVersion } from './head.js';
import { keptStories } from './items.js';
import { listedFor } from './listed.js';
import { prune } from './prune.js';
import { keyText } from './row.js';
import { type KeptStory, keptArticleRowKey } from './story.js';
import type { Table } from './table.js';

export function maintenanceRoom(connection: Connection): MaintenanceStore {
  return {
    async check() {
      const listed = await connection.snapshot('list all stories', (table) => listedFor(table, {}));
      const problems: string[] = [];
      let stories = 0;
      let articles = 0;
      for await (const kept of keptStories(connection, new Set(listed.map(({ storyKey }) => storyKey)))) {
        if (kept.record === null) continue;
        stories += 1;
        articles += kept.articles.length;
        problems.push(...(await connection.run('check a story', (table) => problemsOf(table, kept))));
      }
      problems.push(...(await connection.run('check the deliveries', problemsOfDeliveries)));
      return { schemaVersion, stories, articles, problems };
    },
    async backup() {
      connection.assertOpen();
      throw new TypeError('a DynamoDB store is not copied to a file: turn on point-in-time recovery of its table');
    },
    prune: (options) => prune(connection, options),
  };
}

async function problemsOf(table: Table, { storyKey, record, articles, scores }: KeptStory): Promise<readonly string[]> {
  if (record === null) return [];
  const keys = articles.map(keptArticleRowKey);
  const rows = await table.getAll(keys);
  const isKnown = keys.every((key) => rows.get(keyText(key))?.story === storyKey);
  return [
    ...storyProblems({ story: record, articles, scores, isFound: true }),
    ...(isKnown ? [] : [`every article leads to its story: one of ${storyKey} does not`]),
  ];
}

async function problemsOfDeliveries(table: Table): Promise<readonly string[]> {
  const before = await readCounts(table);
  const deliveries = await readDeliveries(table, {});
  const after = await readCounts(table);
  const problems = deliveries.flatMap(deliveryProblems);
  const found = groupBy(deliveries, ({ delivery }) => delivery.sink);
  for (const sink of new Set([...after.keys(), ...found.keys()])) {
    const [then, now, own] = [before.get(sink), after.get(sink), found.get(sink) ?? []];
    const isWrong = (state: DeliveryState) => {
      const counted = now?.[state] ?? 0;
      // Of a state that is counted while they are read nothing can be said.
      if (state === 'pending' || counted !== (then?.[state] ?? 0)) return false;
      return counted !== own.filter(({ delivery }) => delivery.state === state).length;
    };
    if (deliveryStates.some(isWrong)) problems.push(`every sink counts what was settled: ${sink} does not`);
  }
  return problems;
}
