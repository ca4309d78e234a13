import type { NewsItem, ReadStore } from '@ingest/core';
import { inChunks } from '../shared/chunks.js';
import { filedStories } from './anchors.js';
import { collisionsOf } from './collisions.js';
import type { Connection } from './connection.js';
import { findStories } from './find-stories.js';
import { historiesOf, storyIds } from './histories.js';
import { countEventsEver, countNewStories } from './new-stories.js';
import { countPastItems, isPast, pastItems, revisedItems } from './past-items.js';
import { allStoryIds, itemsOf } from './read-items.js';
import type { Session } from './session.js';

export function readingRoom(connection: Connection): ReadStore {
  const query = async <T>(attempted: string, ask: (queries: Queries, session: Session) => Promise<T>): Promise<T> => {
    const { queriesOf } = await import('./queries.js');
    // A story and its articles are two questions: both have to be answered from one state of the store.
    return connection.snapshot(attempted, (session) => ask(queriesOf(session), session));
  };
  /** Which rows is settled once, at the beginning; what they hold is read as it is consumed. */
  async function* stream<T>(
    attempted: string,
    idsOf: (queries: Queries) => Promise<readonly number[]>,
    rowsOf: (queries: Queries, ids: readonly number[], session: Session) => Promise<readonly T[]>,
  ): AsyncGenerator<T> {
    const ids = await query(attempted, idsOf);
    yield* inChunks(ids, (chunk) => query(attempted, (queries, session) => rowsOf(queries, chunk, session)));
  }
  return {
    items: (asked) => {
      if (isPast(asked)) return pastItems(connection, asked);
      return stream(
        'read stories',
        (queries) => queries.itemIds(asked),
        (_, ids, session) => (asked.withRevisions ? revisedItems(session, ids) : itemsOf(session, ids)),
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
    countNewStories: (from, to) =>
      connection.snapshot('count new stories', (session) => countNewStories(session, from, to)),
    countEventsEver: () => connection.snapshot('count events', countEventsEver),
    stories: () => allStories(connection),
    find: (text) => connection.snapshot(`find ${JSON.stringify(text)}`, (session) => findStories(session, text)),
    histories: (storyKeys) =>
      connection.snapshot('read the history of stories', async (session) =>
        historiesOf(session, await storyIds(session, storyKeys)),
      ),
    anchors: (places) =>
      connection.snapshot('read anchors', async (session) => {
        const anchors = await connection.anchors.read(session, await filedStories(session, places));
        return [...anchors.values()].map(({ storyKey, prepared }) => ({ storyKey, prepared }));
      }),
    collisions: (since) => connection.snapshot('count collisions', (session) => collisionsOf(session, since)),
  };
}

/** Every run of a recording ends with this: it does without the module that loads drizzle. */
async function* allStories(connection: Connection): AsyncGenerator<NewsItem> {
  const ids = await connection.snapshot('read all stories', allStoryIds);
  yield* inChunks(ids, (chunk) => connection.snapshot('read all stories', (session) => itemsOf(session, chunk)));
}

type Queries = ReturnType<typeof import('./queries.js')['queriesOf']>;
