import {
  compareText,
  type ItemQuery,
  type NewsItem,
  type StoryKey,
  type StoryRecord,
  type StoryThen,
  storyAsOf,
} from '@ingest/core';
import { inChunks } from '../shared/chunks.js';
import { itemFilter } from '../shared/item-filter.js';
import { toNewsItem } from '../shared/to-news-item.js';
import type { Connection } from './connection.js';
import { type Listed, listedFor, placesFor } from './listed.js';
import { historyOf, type KeptStory, readStories } from './story.js';

/** The stories that a query asks for, newest first, read as they are consumed. */
export async function* matchingStories(connection: Connection, query: ItemQuery): AsyncGenerator<StoryThen> {
  if (query.asOf !== undefined) {
    yield* storiesThen(connection, query, query.asOf);
    return;
  }
  const holds = itemFilter(query);
  for await (const then of shownStories(connection, query)) if (holds(then)) yield then;
}

/** How many stories are read at once. */
const mostAtOnce = 200;

/**
 * The stories that may be meant, each at the time that it shows. Read are as many as are asked for, and then more and more: one
 * that is listed at other times too waits for its own.
 */
async function* shownStories(connection: Connection, query: ItemQuery): AsyncGenerator<StoryThen> {
  const seen = new Set<StoryKey>();
  let waiting: readonly StoryThen[] = [];
  let places: AsyncGenerator<Listed> | null = null;
  const read = (size: number) =>
    connection.run('read stories', async (table) => {
      // What was committed is in its place before the first is read.
      if (places === null) await connection.headOf(table);
      places ??= placesFor(table, query, query.limit === undefined ? undefined : size);
      const listed = await taken(places, size);
      const keys = listed.map(({ storyKey }) => storyKey).filter((key) => !seen.has(key));
      return { listed, stories: await readStories(table, keys) };
    });
  for (let size = Math.min(query.limit || mostAtOnce, mostAtOnce); ; size = Math.min(size * 2, mostAtOnce)) {
    const { listed, stories } = await read(size);
    for (const place of listed) {
      const due = waiting.filter(({ story }) => newestFirst(placeOf(story), place) < 0);
      waiting = waiting.slice(due.length);
      yield* due;
      if (seen.has(place.storyKey)) continue;
      seen.add(place.storyKey);
      const then = toStoryThen(stories.get(place.storyKey)?.story);
      if (then === null) continue;
      if (then.story.publishedAt >= place.at) yield then;
      else
        waiting = [...waiting, then].sort(({ story: left }, { story: right }) =>
          newestFirst(placeOf(left), placeOf(right)),
        );
    }
    if (listed.length < size) break;
  }
  yield* waiting;
}

/** What was known then may have been published at another time than is known now: all that may be meant is read. */
async function* storiesThen(connection: Connection, query: ItemQuery, asOf: number): AsyncGenerator<StoryThen> {
  const holds = itemFilter(query);
  const { tickers, sources } = query;
  const listed = await connection.snapshot('list stories', (table) =>
    listedFor(table, { ...(tickers && { tickers }), ...(sources && { sources }) }),
  );
  const found: StoryThen[] = [];
  for await (const story of keptStories(connection, new Set(listed.map(({ storyKey }) => storyKey)))) {
    const history = historyOf(story);
    const then = history === null ? null : storyAsOf(history, asOf);
    if (then !== null && holds(then)) found.push(then);
  }
  yield* found.sort(({ story: left }, { story: right }) => newestFirst(placeOf(left), placeOf(right)));
}

/** All stories in `storyKey` order. */
export async function* allStories(connection: Connection): AsyncGenerator<NewsItem> {
  const keys = await connection.snapshot('list all stories', async (table) => {
    const listed = await listedFor(table, {});
    return [...new Set(listed.map(({ storyKey }) => storyKey))].sort();
  });
  for await (const kept of keptStories(connection, keys)) {
    const then = toStoryThen(kept);
    if (then !== null) yield toNewsItem(then.story, then.articles);
  }
}

/** Stories by their own keys, in the order given. */
export function keptStories(connection: Connection, storyKeys: Iterable<StoryKey>): AsyncGenerator<KeptStory> {
  return inChunks([...storyKeys], async (chunk) => {
    const read = await connection.run('read stories', (table) => readStories(table, chunk));
    return chunk.flatMap((storyKey) => read.get(storyKey)?.story ?? []);
  });
}

function toStoryThen(kept: KeptStory | undefined): StoryThen | null {
  return kept === undefined || kept.record === null ? null : { story: kept.record, articles: kept.articles };
}

function placeOf({ publishedAt, storyKey }: StoryRecord): Listed {
  return { at: publishedAt, storyKey };
}

function newestFirst(left: Listed, right: Listed): number {
  return right.at - left.at || compareText(right.storyKey, left.storyKey);
}

/** The next so many; fewer at the end. */
async function taken<T>(all: AsyncGenerator<T>, count: number): Promise<readonly T[]> {
  const some: T[] = [];
  while (some.length < count) {
    const { done, value } = await all.next();
    if (done) break;
    some.push(value);
  }
  return some;
}
