import type { EpochMs, PruneOptions, PruneResult, StoryKey } from '@ingest/core';
import { change } from './change.js';
import type { Connection } from './connection.js';
import { readDeliveries, removing } from './delivery-rows.js';
import { pruneDated } from './events.js';
import { oldLogs } from './head.js';
import { pruneIncidents } from './incidents.js';
import { listedFor } from './listed.js';
import { prunedStory, readStories } from './story.js';
import type { Table } from './table.js';
import { writeStory } from './write-story.js';
import { Writes } from './writes.js';

/** How many stories are pruned in one transaction. */
const storiesAtOnce = 90;

export function prune(connection: Connection, { eventsBefore, storiesBefore }: PruneOptions): Promise<PruneResult> {
  return connection.run('prune', async (table) => {
    await connection.headOf(table);
    await table.deleteAll(await oldLogs(table, eventsBefore));
    return {
      events: await pruneDated(table, 'event', eventsBefore),
      quarantined: await pruneDated(table, 'rejected', eventsBefore),
      stories: storiesBefore === null ? 0 : await pruneStories(connection, table, storiesBefore),
      deliveries: await pruneDeliveries(table, eventsBefore),
      incidents: await pruneIncidents(table, eventsBefore),
    };
  });
}

/** Keys and identities stay, so that an article that is read again is known. */
async function pruneStories(connection: Connection, table: Table, before: EpochMs): Promise<number> {
  const keys = [...new Set((await listedFor(table, { until: before })).map(({ storyKey }) => storyKey))];
  let pruned = 0;
  for (let start = 0; start < keys.length; start += storiesAtOnce)
    pruned += await pruneSome(connection, keys.slice(start, start + storiesAtOnce), before);
  return pruned;
}

function pruneSome(connection: Connection, keys: readonly StoryKey[], before: EpochMs): Promise<number> {
  return change(connection, 'prune stories', async (table, head) => {
    const writes = new Writes();
    let pruned = 0;
    for (const [, read] of await readStories(table, keys)) {
      const { record } = read.story;
      if (record === null || record.publishedAt >= before) continue;
      writeStory(writes, read, prunedStory(read.story), head.version + 1);
      pruned += 1;
    }
    return { writes, result: pruned };
  });
}

/** Removes deliveries that were settled, or kept by a replay, before an instant; those that still have to go out stay. */
async function pruneDeliveries(table: Table, before: EpochMs): Promise<number> {
  let pruned = 0;
  for (const read of await readDeliveries(table, { states: ['delivered', 'dead', 'dropped', 'replayed'] })) {
    const { state, createdAt, settledAt } = read.delivery;
    const endedAt = state === 'replayed' ? createdAt : settledAt;
    if ((endedAt ?? before) >= before) continue;
    if ((await table.transact(removing(read))).size === 0) pruned += 1;
  }
  return pruned;
}
