import {
  type Article,
  articleIdentity,
  dayNumber,
  dedupKey,
  identifyUnknown,
  type Join,
  joinOf,
  type Known,
  type KnownArticle,
  lookupPlaces,
  type PageIdentities,
  type StoryKey,
  type StoryRecord,
  type StorySentiment,
  type Ticker,
} from '@ingest/core';
import { textOf } from '../shared/page.js';
import { anchorsOf } from './anchors.js';
import { preparedOnce, type SqliteClient } from './client.js';
import { fromJson } from './json-column.js';

/** An article of the store, with its place in the tables. */
export interface StoredArticle extends KnownArticle {
  readonly articleId: number;
  readonly storyId: number;
}

/** What the store knows of a page. */
export interface PageLookup extends Known {
  readonly articles: ReadonlyMap<string, StoredArticle>;
  readonly identities: PageIdentities;
  /** The row of a story by every key that was looked up. */
  readonly storyIds: ReadonlyMap<StoryKey, number>;
}

/** Reads what has to be known to place a page; must run inside a transaction, so that it is one state of the store. */
export function lookUpPage(client: SqliteClient, articles: readonly Article[]): PageLookup {
  const statements = statementsOf(client);
  const known = new Map<string, StoredArticle>();
  for (const article of articles) {
    const identity = articleIdentity(article);
    const row =
      article.sourceId === null
        ? statements.articleByKey.get(dayNumber(article.publishedAt), keyOf(article))
        : statements.articleBySourceId.get(article.source, article.sourceId);
    if (row !== undefined) known.set(identity, toStoredArticle(row as ArticleRow, article));
  }
  const identities = identifyUnknown(articles, known);
  const storyIds = new Map<StoryKey, number>();
  for (const { storyKey, article } of identities.unknown) {
    // A key is a hash over the article's UTC day too, so it can only stand under that day.
    const id = statements.storyOfKey.get(dayNumber(article.publishedAt), storyKey);
    if (id !== undefined) storyIds.set(storyKey, id as number);
  }
  const joins = new Map<StoryKey, Join>();
  const anchors = anchorsOf(client);
  for (const { storyKey, prepared } of identities.unknown) {
    if (storyIds.has(storyKey) || joins.has(storyKey)) continue;
    const filed = anchors.at(lookupPlaces(prepared));
    const join = joinOf(prepared, filed);
    const anchor = filed.find((one) => one.storyKey === join?.storyKey);
    if (join === null || anchor === undefined) continue;
    joins.set(storyKey, join);
    storyIds.set(join.storyKey, anchor.storyId);
  }
  for (const { storyKey, storyId } of known.values()) {
    if (identities.storyKeys.has(storyKey)) storyIds.set(storyKey, storyId);
  }
  const stories = new Map<StoryKey, StoryRecord | null>();
  for (const [key, id] of [...storyIds]) {
    const story = toRecord(statements.story.get(id) as StoryRow);
    stories.set(key, story);
    if (story === null) continue;
    // A story that was found by another key is changed under its own.
    stories.set(story.storyKey, story);
    storyIds.set(story.storyKey, id);
  }
  return { articles: known, stories, joins, identities, storyIds };
}

function keyOf({ headline, source, publishedAt }: Article): string {
  return dedupKey(headline, source, publishedAt);
}

interface ArticleRow {
  readonly id: number;
  readonly story_id: number;
  readonly story_key: string;
  readonly headline: string | null;
  readonly description: string | null;
  readonly tickers: string;
  readonly text_seen_at: number;
}

/** The text of an article whose story was pruned is gone: whatever comes again under its identity is taken for what it was. */
function toStoredArticle(row: ArticleRow, again: Article): StoredArticle {
  const place = { articleId: row.id, storyId: row.story_id, storyKey: row.story_key as StoryKey };
  if (row.headline === null) return { ...place, ...textOf(again) };
  return {
    ...place,
    headline: row.headline,
    description: row.description,
    tickers: JSON.parse(row.tickers) as Ticker[],
    textSeenAt: row.text_seen_at,
  };
}

interface StoryRow {
  readonly story_key: string;
  readonly headline: string | null;
  readonly description: string | null;
  readonly url: string | null;
  readonly publisher: string | null;
  readonly published_at: number;
  readonly ingested_at: number;
  readonly source: string;
  readonly is_failover: number;
  readonly tickers: string;
  readonly publishers: string;
  readonly tags: string;
  readonly sources: string;
  readonly revision: number;
  readonly sentiment: string | null;
  readonly lead_source: string;
  readonly lead_source_id: string | null;
}

/** Null for a story that was pruned. */
function toRecord(row: StoryRow): StoryRecord | null {
  const { headline, description, url, publisher, published_at: publishedAt } = row;
  if (headline === null) return null;
  const shown = { headline, description, url, publisher, publishedAt };
  const lead = {
    ...shown,
    source: row.lead_source,
    sourceId: row.lead_source_id,
    tickers: [],
    tags: [],
    sentiment: null,
  };
  return {
    storyKey: row.story_key as StoryKey,
    ...shown,
    leadSource: row.lead_source,
    leadIdentity: articleIdentity(lead),
    tickers: JSON.parse(row.tickers) as Ticker[],
    tags: JSON.parse(row.tags) as string[],
    sources: JSON.parse(row.sources) as string[],
    publishers: JSON.parse(row.publishers) as string[],
    source: row.source,
    isFailover: row.is_failover === 1,
    ingestedAt: row.ingested_at,
    revision: row.revision,
    sentiment: fromJson<StorySentiment>(row.sentiment),
  };
}

/** The text of an article that its story shows stands in the story. */
const articleColumns = `
  SELECT articles.id, articles.story_id, lower(hex(stories.story_key)) AS story_key, articles.tickers,
    coalesce(articles.headline, stories.headline) AS headline,
    iif(articles.headline IS NULL, stories.description, articles.description) AS description,
    coalesce((SELECT max(replaced_at) FROM revisions WHERE article_id = articles.id), articles.first_seen_at) AS text_seen_at
  FROM articles JOIN stories ON stories.id = articles.story_id`;

const statementsOf = preparedOnce((client) => ({
  articleBySourceId: client.prepare(`${articleColumns} WHERE articles.source = ? AND articles.source_id = ?`),
  articleByKey: client.prepare(
    `${articleColumns} WHERE articles.day = ? AND articles.dedup_key = unhex(?) AND articles.source_id IS NULL`,
  ),
  storyOfKey: client.prepare('SELECT story_id FROM known_keys WHERE day = ? AND key = unhex(?)').pluck(),
  story: client.prepare(`
    SELECT lower(hex(stories.story_key)) AS story_key, stories.headline, stories.description, stories.url,
      stories.publisher, stories.published_at, stories.ingested_at, stories.source, stories.is_failover,
      stories.tickers, stories.tags, stories.sources, stories.publishers, stories.revision, stories.sentiment,
      lead.source AS lead_source, lead.source_id AS lead_source_id
    FROM stories JOIN articles AS lead ON lead.story_id = stories.id AND lead.headline IS NULL
    WHERE stories.id = ?`),
}));
