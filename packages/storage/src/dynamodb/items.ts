import { compareText, type ItemQuery, type NewsItem, type StoryKey, type StoryThen, storyAsOf } from '@ingest/core';
import { inChunks } from '../shared/chunks.js';
import { itemFilter } from '../shared/item-filter.js';
import { toNewsItem } from '../shared/to-news-item.js';
import type { Connection } from './connection.js';
import { listedFor, placesOf } from './listed.js';
import { historyOf, type KeptStory, readStories } from './story.js';

/** The stories that a query asks for, newest first, read as they are consumed. */
export async function* matchingStories(connection: Connection, query: ItemQuery): AsyncGenerator<StoryThen> {
  if (query.asOf !== undefined) {
    yield* storiesThen(connection, query, query.asOf);
    return;
  }
  const holds = itemFilter(query);
  const listed = await connection.snapshot('list stories', (table) => listedFor(table, query));
  const placeOf = placesOf(listed);
  const stories = inChunks(listed, async (chunk) => {
    const read = await connection.run('read stories', (table) =>
      readStories(
        table,
        chunk.map(({ storyKey }) => storyKey),
      ),
    );
    return chunk.flatMap(({ at, storyKey }) => {
      const then = toStoryThen(read.get(storyKey)?.story);
      return then !== null && placeOf(storyKey, then.story.publishedAt) === at ? [then] : [];
    });
  });
  for await (const then of stories) if (holds(then)) yield then;
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
  yield* found.sort(
    ({ story: left }, { story: right }) =>
      right.publishedAt - left.publishedAt || compareText(right.storyKey, left.storyKey),
  );
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
