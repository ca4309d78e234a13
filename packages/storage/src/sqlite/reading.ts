import type { ReadStore } from '@ingest/core';
import { inChunks } from '../shared/chunks.js';
import { AnchorReader } from './anchors.js';
import type { SqliteClient } from './client.js';
import { collisionsOf } from './collisions.js';
import type { Connection } from './connection.js';
import { findStories } from './find-stories.js';
import { historiesOf } from './histories.js';
import { countNewStories } from './new-stories.js';
import { countPastItems, isPast, pastItems, revisedItems } from './past-items.js';
import { storyIds } from './story-ids.js';

export function readingRoom(connection: Connection): ReadStore {
  const query = async <T>(attempted: string, ask: (queries: Queries, client: SqliteClient) => T): Promise<T> => {
    const { queriesOf } = await import('./queries.js');
    // A story and its articles are two questions: both have to be answered from one state of the store.
    return connection.snapshot(attempted, (client) => ask(queriesOf(client), client));
  };
  /** Which rows is settled once, at the beginning; what they hold is read as it is consumed. */
  async function* stream<T>(
    attempted: string,
    idsOf: (queries: Queries) => readonly number[],
    rowsOf: (queries: Queries, ids: readonly number[], client: SqliteClient) => readonly T[],
  ): AsyncGenerator<T> {
    const ids = await query(attempted, idsOf);
    yield* inChunks(ids, (chunk) => query(attempted, (queries, client) => rowsOf(queries, chunk, client)));
  }
  return {
    items: (asked) => {
      if (isPast(asked)) return pastItems(connection, asked);
      const attempted = 'read stories';
      if (!asked.withRevisions)
        return stream(
          attempted,
          (queries) => queries.itemIds(asked),
          (queries, ids) => queries.items(ids),
        );
      return stream(
        attempted,
        (queries) => queries.itemIds(asked),
        (_, ids, client) => revisedItems(client, ids),
      );
    },
    countItems: (asked) =>
      isPast(asked)
        ? countPastItems(connection, asked)
        : query('count stories', (queries) => queries.countItems(asked)),
    events: (asked) =>
      stream(
        'read collection events',
        (queries) => queries.eventIds(asked),
        (queries, ids) => queries.events(ids),
      ),
    quarantine: (asked) =>
      stream(
        'read rejected items',
        (queries) => queries.quarantineIds(asked),
        (queries, ids) => queries.quarantined(ids),
      ),
    countNewStories: (from, to) => connection.step('count new stories', (client) => countNewStories(client, from, to)),
    countEventsEver: () => query('count events', (queries) => queries.countEventsEver()),
    stories: () =>
      stream(
        'read all stories',
        (queries) => queries.storyIds(),
        (queries, ids) => queries.items(ids),
      ),
    find: (text) => connection.snapshot(`find ${JSON.stringify(text)}`, (client) => findStories(client, text)),
    histories: (storyKeys) =>
      connection.snapshot('read the history of stories', (client) => historiesOf(client, storyIds(client, storyKeys))),
    anchors: (places) =>
      connection.snapshot('read anchors', (client) =>
        new AnchorReader(client).at(places).map(({ storyKey, prepared }) => ({ storyKey, prepared })),
      ),
    collisions: (since) => connection.step('count collisions', (client) => collisionsOf(client, since)),
  };
}

type Queries = ReturnType<typeof import('./queries.js')['queriesOf']>;
