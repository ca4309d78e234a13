import type { MaintenanceStore } from '@ingest/core';
import { deliveryProblems } from '../shared/delivery-problems.js';
import { storyProblems } from '../shared/story-problems.js';
import type { Connection } from './connection.js';
import { readDeliveries } from './delivery-rows.js';
import { schemaVersion } from './head.js';
import { keptStories } from './items.js';
import { listedFor } from './listed.js';
import { prune } from './prune.js';
import { keyText } from './row.js';
import { articleRowKey, type KeptStory } from './story.js';
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
      const deliveries = await connection.run('check the deliveries', (table) => readDeliveries(table, {}));
      problems.push(...deliveries.flatMap(deliveryProblems));
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
  // The text of an article without an id may have changed since: its row is that of what it said first.
  const named = articles.filter(({ sourceId }) => sourceId !== null);
  const rows = await table.getAll(named.map(articleRowKey));
  const isKnown = named.every((article) => rows.get(keyText(articleRowKey(article)))?.story === storyKey);
  return [
    ...storyProblems({ story: record, articles, scores, isFound: true }),
    ...(isKnown ? [] : [`every article leads to its story: one of ${storyKey} does not`]),
  ];
}
