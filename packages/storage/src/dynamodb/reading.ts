import type { CollectionEvent, QuarantinedItem, ReadStore } from '@ingest/core';
import { toLimit } from '../shared/limit.js';
import { toItemThen } from '../shared/to-item-then.js';
import { anchorsAt } from './anchors.js';
import { collisionsSince } from './collisions.js';
import type { Connection } from './connection.js';
import { newestFirst, rowsOf } from './events.js';
import { findStories } from './find-stories.js';
import { allStories, matchingStories } from './items.js';
import { bodyOf } from './row.js';
import { historyOf, readStories } from './story.js';
import type { Table } from './table.js';

export function readingRoom(connection: Connection): ReadStore {
  return {
    async *items(query) {
      const most = toLimit(query.limit) ?? Number.POSITIVE_INFINITY;
      let given = 0;
      if (most === 0) return connection.assertOpen();
      for await (const then of matchingStories(connection, query)) {
        yield toItemThen(then, query);
        given += 1;
        if (given >= most) return;
      }
    },
    countItems: (query) =>
      connection.snapshot('count stories', async () => {
        let count = 0;
        for await (const _ of matchingStories(connection, query)) count += 1;
        return count;
      }),
    events: (query) =>
      stream(connection, 'read events', (table) =>
        newestFirst<CollectionEvent>(table, 'event', connection.now(), query),
      ),
    quarantine: (query) =>
      stream(connection, 'read rejected items', (table) =>
        newestFirst<QuarantinedItem>(table, 'rejected', connection.now(), query),
      ),
    countNewStories: (from, to) =>
      connection.snapshot('count new stories', async (table) => {
        let sum = 0;
        const range = { from, before: to, livingAt: connection.now() };
        for await (const row of rowsOf(table, 'event', range)) sum += bodyOf<CollectionEvent>(row).newItemCount;
        return sum;
      }),
    countEventsEver: () => connection.run('count events', async (table) => (await connection.headOf(table)).events),
    stories: () => allStories(connection),
    find: (text) => connection.snapshot('find stories', (table) => findStories(table, text)),
    histories: (storyKeys) =>
      connection.snapshot('read the history of stories', async (table) => {
        const read = await readStories(table, storyKeys);
        return storyKeys.flatMap((storyKey) => {
          const story = read.get(storyKey)?.story;
          // A key that only leads to a story is none of a story.
          return (story?.storyKey === storyKey ? historyOf(story) : null) ?? [];
        });
      }),
    anchors: (places) =>
      connection.snapshot('read anchors', async (table) => {
        const [anchors = []] = await anchorsAt(table, connection.days, [places], null);
        return anchors;
      }),
    collisions: (since) => connection.snapshot('count collisions', (table) => collisionsSince(table, since)),
  };
}

/** What a query finds by one state of the store, once the first is asked for. */
async function* stream<T>(
  connection: Connection,
  attempted: string,
  read: (table: Table) => AsyncIterable<T>,
): AsyncGenerator<T> {
  yield* await connection.snapshot(attempted, async (table) => {
    const rows: T[] = [];
    for await (const row of read(table)) rows.push(row);
    return rows;
  });
}
