import {
  type Article,
  articleIdentity,
  dayNumber,
  dedupKey,
  type EpochMs,
  identifyUnknown,
  type Known,
  type KnownArticle,
  type PageIdentities,
  type PreparedArticle,
  prepareArticle,
  type StoryKey,
  type StoryRecord,
  type Ticker,
} from '@ingest/core';
import { textOf } from '../shared/page.js';
import type { AnchorCache } from './anchors.js';
import { findPlaces } from './find-places.js';
import type { Session } from './session.js';
import { inSchema } from './statements.js';
import { toBytes } from './values.js';

/** An article of the store, with its place in the tables. */
export interface StoredArticle extends KnownArticle {
  readonly articleId: number;
  readonly storyId: number;
  readonly publishedAt: EpochMs;
}

/** What the store knows of a page. */
export interface PageLookup extends Known {
  readonly articles: ReadonlyMap<string, StoredArticle>;
  readonly identities: PageIdentities;
  /** The row of a story by every key that was looked up. */
  readonly storyIds: ReadonlyMap<StoryKey, number>;
}

/**
 * Reads what has to be known to place a page, in a few questions however many articles it has. Must run while the days of the
 * page are locked, or in a snapshot.
 */
export async function lookUpPage(
  session: Session,
  anchors: AnchorCache,
  articles: readonly Article[],
  prepare: Prepare = prepareArticle,
): Promise<PageLookup> {
  const known = await knownArticles(session, articles);
  const identities = identifyUnknown(articles, known, prepare);
  const { storyIds, joins } = await findPlaces(session, anchors, identities.unknown);
  for (const { storyKey, storyId } of known.values())
    if (identities.storyKeys.has(storyKey)) storyIds.set(storyKey, storyId);
  const records = await storyRecords(session, new Set(storyIds.values()));
  const stories = new Map<StoryKey, StoryRecord | null>();
  for (const [key, id] of [...storyIds]) {
    const story = records.get(id) ?? null;
    stories.set(key, story);
    if (story === null) continue;
    // A story that was found by another key is changed under its own.
    stories.set(story.storyKey, story);
    storyIds.set(story.storyKey, id);
  }
  return { articles: known, stories, joins, identities, storyIds };
}

export type Prepare = (article: Article) => PreparedArticle;

/** Does what takes the client long, so that others need not wait for it: prepares what is unknown by now. */
export async function prepareUnknown(session: Session, articles: readonly Article[]): Promise<Prepare> {
  const { unknown } = identifyUnknown(articles, await knownArticles(session, articles));
  return preparedBefore(unknown.map(({ article, prepared }) => [article, prepared]));
}

/** {@link prepareUnknown} of a page of which little is known: quicker than to ask what that is. */
export function prepareAll(articles: readonly Article[]): Prepare {
  return preparedBefore(articles.map((article) => [article, prepareArticle(article)]));
}

function preparedBefore(prepared: readonly (readonly [Article, PreparedArticle])[]): Prepare {
  const before = new Map(prepared);
  return (article) => before.get(article) ?? prepareArticle(article);
}

async function knownArticles(
  session: Session,
  articles: readonly Article[],
): Promise<ReadonlyMap<string, StoredArticle>> {
  const known = new Map<string, StoredArticle>();
  if (articles.length === 0) return known;
  const numbered = articles.map((article, at) => ({ article, at }));
  const named = numbered.filter(({ article }) => article.sourceId !== null);
  const unnamed = numbered.filter(({ article }) => article.sourceId === null);
  const rows = await session.rows<ArticleRow>(statementsOf(session).articles, [
    named.map(({ at }) => at),
    named.map(({ article }) => article.source),
    named.map(({ article }) => article.sourceId),
    unnamed.map(({ at }) => at),
    unnamed.map(({ article }) => dayNumber(article.publishedAt)),
    unnamed.map(({ article }) => toBytes(dedupKey(article.headline, article.source, article.publishedAt))),
  ]);
  const byPlace = new Map(rows.map((row) => [row.at, row]));
  for (const { article, at } of numbered) {
    const row = byPlace.get(at);
    if (row !== undefined) known.set(articleIdentity(article), toStoredArticle(row, article));
  }
  return known;
}

interface ArticleRow {
  /** The number of the article in its page. */
  readonly at: number;
  readonly id: number;
  readonly storyId: number;
  readonly storyKey: StoryKey;
  readonly headline: string | null;
  readonly description: string | null;
  readonly tickers: readonly Ticker[];
  readonly publishedAt: EpochMs;
  readonly textSeenAt: EpochMs;
}

/** The text of an article whose story was pruned is gone: whatever comes again under its identity is taken for what it was. */
function toStoredArticle(row: ArticleRow, again: Article): StoredArticle {
  const { id: articleId, storyId, storyKey, publishedAt, headline, description, tickers, textSeenAt } = row;
  const place = { articleId, storyId, storyKey, publishedAt };
  return headline === null ? { ...place, ...textOf(again) } : { ...place, headline, description, tickers, textSeenAt };
}

interface StoryRow extends Omit<StoryRecord, 'headline' | 'leadIdentity'> {
  readonly id: number;
  readonly headline: string | null;
  readonly leadSourceId: string | null;
}

/** Stories as they are now, by their rows; null for one that was pruned. */
async function storyRecords(
  session: Session,
  ids: ReadonlySet<number>,
): Promise<ReadonlyMap<number, StoryRecord | null>> {
  if (ids.size === 0) return new Map();
  const rows = await session.rows<StoryRow>(statementsOf(session).stories, [[...ids]]);
  return new Map(rows.map((row) => [row.id, toRecord(row)]));
}

function toRecord({ id: _, headline, leadSourceId, ...facts }: StoryRow): StoryRecord | null {
  if (headline === null) return null;
  const { description, url, publisher, publishedAt, leadSource: source } = facts;
  const lead = { headline, description, url, publisher, publishedAt, source, sourceId: leadSourceId };
  return { ...facts, headline, leadIdentity: articleIdentity({ ...lead, tickers: [], tags: [], sentiment: null }) };
}

const statementsOf = inSchema((at) => {
  // The text of an article that its story shows stands in the story.
  const columns = `asked.at, articles.id, articles.story_id AS "storyId", stories.story_key AS "storyKey",
      coalesce(articles.headline, stories.headline) AS headline,
      CASE WHEN articles.headline IS NULL THEN stories.description ELSE articles.description END AS description,
      articles.tickers, articles.published_at AS "publishedAt",
      coalesce((SELECT max(replaced_at) FROM ${at}revisions WHERE article_id = articles.id), articles.first_seen_at)
        AS "textSeenAt"`;
  return {
    articles: `
      SELECT ${columns} FROM unnest($1::int[], $2::text[], $3::text[]) AS asked(at, source, source_id)
      JOIN ${at}articles AS articles ON articles.source = asked.source AND articles.source_id = asked.source_id
        AND articles.source_id IS NOT NULL
      JOIN ${at}stories AS stories ON stories.id = articles.story_id
      UNION ALL
      SELECT ${columns} FROM unnest($4::int[], $5::int[], $6::bytea[]) AS asked(at, day, key)
      JOIN ${at}articles AS articles ON articles.day = asked.day AND articles.dedup_key = asked.key
        AND articles.source_id IS NULL
      JOIN ${at}stories AS stories ON stories.id = articles.story_id`,
    stories: `
      SELECT stories.id, stories.story_key AS "storyKey", stories.headline, stories.description, stories.url,
        stories.publisher, stories.published_at AS "publishedAt", stories.ingested_at AS "ingestedAt", stories.source,
        stories.is_failover AS "isFailover", stories.tickers, stories.tags, stories.sources, stories.publishers,
        stories.revision, stories.sentiment, lead.source AS "leadSource", lead.source_id AS "leadSourceId"
      FROM unnest($1::bigint[]) AS asked(id) JOIN ${at}stories AS stories ON stories.id = asked.id
      CROSS JOIN LATERAL (
        SELECT source, source_id FROM ${at}articles WHERE story_id = stories.id AND headline IS NULL LIMIT 1
      ) AS lead`,
  };
});
