import {
  type Article,
  type ArticleHistory,
  DAY_MS,
  dedupKey,
  type StoryHistory,
  type StoryKey,
  type StoryRecord,
  type StoryScore,
  shortestKeyStart,
} from '@ingest/core';
import { bodyOf, instantText, type Key, keyText, type Row, rowOf } from './row.js';
import type { Table } from './table.js';

/** A story with all that is known of it: one row, so that whoever reads it reads one state of it. */
export interface KeptStory {
  readonly storyKey: StoryKey;
  /** The rule that made its key. */
  readonly identity: string;
  /** Null for one that was pruned. */
  readonly record: StoryRecord | null;
  /** In the order in which they were committed: the first is the anchor. Those of a pruned story are without texts. */
  readonly articles: readonly ArticleHistory[];
  /** Every other key that leads to it, with the UTC day of the article that made it. */
  readonly aliases: readonly { readonly key: StoryKey; readonly day: number }[];
  readonly scores: readonly StoryScore[];
}

/** A story as it was read, with the version of its row. */
export interface ReadStory {
  readonly story: KeptStory;
  readonly version: number;
}

/** Keys that begin alike stand together, so that one is found by its beginning. */
export function storyRowKey(key: StoryKey): Key {
  return { pk: `S#${key.slice(0, shortestKeyStart)}`, sk: key };
}

export function storyRow(story: KeptStory, version: number): Row {
  return rowOf(storyRowKey(story.storyKey), story, { version });
}

/** A key that leads to the story of another one. */
export function aliasRow(key: StoryKey, leadsTo: StoryKey, version: number): Row {
  return { ...storyRowKey(key), leadsTo, version };
}

/** Where is kept to which story an article belongs: by its id, else by its `dedupKey`. Ids of any length fit. */
export function articleRowKey({ source, sourceId, headline, publishedAt }: Article): Key {
  const pk = sourceId === null ? `A~${dedupKey(headline, source, publishedAt)}` : articlesOfId(sourceId);
  return { pk, sk: source };
}

/** As {@link articleRowKey}, for an article whose text may have changed, or was pruned. */
export function keptArticleRowKey(article: Pick<ArticleHistory, 'source' | 'sourceId' | 'dedupKey'>): Key {
  const { source, sourceId, dedupKey } = article;
  return { pk: sourceId === null ? `A~${dedupKey}` : articlesOfId(sourceId), sk: source };
}

export function articlesOfId(sourceId: string): string {
  return `A=${sourceId}`;
}

/** The stories of these keys by each of the keys, whether it is a story's own or another; those that are not there are left out. */
export async function readStories(table: Table, keys: Iterable<StoryKey>): Promise<Map<StoryKey, ReadStory>> {
  const asked = [...new Set(keys)];
  const found = new Map<StoryKey, ReadStory>();
  const rows = await table.getAll(asked.map(storyRowKey));
  const rowAt = (key: StoryKey) => rows.get(keyText(storyRowKey(key)));
  const leading = new Map<StoryKey, StoryKey>();
  for (const key of asked) {
    const row = rowAt(key);
    if (row === undefined) continue;
    if (row.leadsTo === undefined) found.set(key, toReadStory(row));
    else leading.set(key, row.leadsTo as StoryKey);
  }
  if (leading.size === 0) return found;
  const missing = [...leading.values()].filter((own) => !found.has(own));
  const rest = missing.length === 0 ? found : await readStories(table, missing);
  for (const [key, own] of leading) {
    const story = found.get(own) ?? rest.get(own);
    if (story !== undefined) found.set(key, story);
  }
  return found;
}

function toReadStory(row: Row): ReadStory {
  return { story: bodyOf<KeptStory>(row), version: Number(row.version) };
}

export function historyOf({ storyKey, record, articles, aliases, scores }: KeptStory): StoryHistory | null {
  if (record === null) return null;
  const { source, isFailover, ingestedAt } = record;
  return {
    storyKey,
    keys: [storyKey, ...aliases.map(({ key }) => key).sort()],
    source,
    isFailover,
    ingestedAt,
    articles,
    scores,
  };
}

/** What is left of a story that is pruned: what tells that it was there. */
export function prunedStory({ storyKey, identity, articles, aliases }: KeptStory): KeptStory {
  const nothing = { headline: '', description: null, url: null, publisher: null, tickers: [], tags: [] };
  const rest = { earlier: [], addedTickers: [], sentiment: null };
  const known = articles.map((article) => ({ ...article, ...nothing, ...rest }));
  return { storyKey, identity, record: null, articles: known, aliases, scores: [] };
}

/** Kinds of lists in which a story stands, at the time that it was published. */
export const listOf = {
  day: (day: string) => `D#${day}`,
  ticker: (ticker: string) => `T#${ticker}`,
  source: (source: string) => `C#${source}`,
} as const;

/**
 * The rows by which a story is found: by day, by source, and by ticker at the time of each of its articles too. They are hints,
 * written before the story is: whoever reads one asks the story.
 */
export function listRows({ storyKey, record, articles }: KeptStory): readonly Row[] {
  if (record === null) return [];
  const at = (pk: string, instant: number): Row => ({ pk, sk: `${instantText(instant)}#${storyKey}` });
  const shown = record.publishedAt;
  const day = dayText(shown);
  const rows = [
    { pk: 'DAYS', sk: day },
    at(listOf.day(day), shown),
    ...record.sources.map((source) => at(listOf.source(source), shown)),
    ...record.tickers.map((ticker) => at(listOf.ticker(ticker), shown)),
    ...articles.flatMap(({ tickers, publishedAt }) => tickers.map((ticker) => at(listOf.ticker(ticker), publishedAt))),
  ];
  return [...new Map(rows.map((row) => [keyText(row), row])).values()];
}

/** The UTC day of an instant, as text that sorts as days do. */
export function dayText(at: number): string {
  return instantText(Math.floor(at / DAY_MS) * DAY_MS);
}
