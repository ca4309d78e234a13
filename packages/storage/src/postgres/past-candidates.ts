import { DAY_MS, dayNumber, type EpochMs, type ItemQuery } from '@ingest/core';
import { searchedWords } from './folded-words.js';
import type { Session } from './session.js';
import { quoted } from './statements.js';
import { tickerDays } from './ticker-days.js';

/**
 * Rows of the stories that a query of the past may mean, newest first by what each was then. Exact where {@link isExact}: of
 * publishers those of today are counted, a search has the words of today alone (a story that changed since is looked at in any
 * case), and of sentiment nothing is asked.
 */
export async function pastCandidates(
  session: Session,
  query: ItemQuery & { readonly asOf: EpochMs },
): Promise<readonly number[]> {
  const { asOf, tickers, sources, since = 0, until = Number.MAX_SAFE_INTEGER, search, minPublishers } = query;
  const words = search === undefined ? [] : searchedWords(search);
  if (search !== undefined && words.length === 0) return [];
  const at = `${quoted(session.schema)}.`;
  // What a story shows by now was published earlier than what it showed then, by less than two days.
  const values: unknown[] = [asOf, since, until, since - 2 * DAY_MS];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const conditions = [known];
  if (tickers !== undefined) {
    const asked = bind(tickers);
    const days = [Math.max(0, dayNumber(since) - 1), Math.min(dayNumber(until) + 1, lastDay)].map(bind);
    conditions.push(ofTickersNow(at, asked, days[0] ?? '', days[1] ?? ''), hadTicker(at, asked));
  }
  if (sources !== undefined) conditions.push(hadSource(at, bind(sources)));
  // A publisher never leaves a story either.
  if (minPublishers !== undefined)
    conditions.push(`jsonb_array_length(stories.publishers) >= ${bind(minPublishers)}::float8`);
  if (search !== undefined) conditions.push(`(stories.words @> ${bind(words)}::text[] OR ${changedSince(at)})`);
  const { rows } = await session.query(
    `SELECT array_agg(id ORDER BY shown_at DESC, story_key DESC) AS ids FROM (
      SELECT stories.id, stories.story_key, (
        SELECT min(published_at) FROM ${at}articles WHERE story_id = stories.id AND first_seen_at <= $1
      ) AS shown_at
      FROM ${at}stories AS stories WHERE ${conditions.join(' AND ')}
    ) AS candidates WHERE shown_at >= $2 AND shown_at < $3`,
    values,
  );
  return (rows[0] as { ids: readonly number[] | null }).ids ?? [];
}

/** Whether {@link pastCandidates} of a query are what it means. */
export function isExact({ search, minPublishers, sentiments, minConfidence, minRelevance }: ItemQuery): boolean {
  return [search, minPublishers, sentiments, minConfidence, minRelevance].every((asked) => asked === undefined);
}

/** The last day that the column holds. */
const lastDay = 2 ** 31 - 1;

const known = `stories.headline IS NOT NULL AND stories.ingested_at <= $1
  AND stories.published_at >= $4 AND stories.published_at < $3`;

// Led by the index of what is known by now: a ticker never leaves a story.
function ofTickersNow(at: string, tickers: string, firstDay: string, last: string): string {
  return `stories.id IN (${tickerDays(at, `${firstDay}::int`, `${last}::int`)}
    SELECT story_tickers.story_id FROM days JOIN ${at}story_tickers AS story_tickers ON story_tickers.day = days.day
    WHERE story_tickers.ticker = ANY (${tickers}::text[]))`;
}

function hadTicker(at: string, tickers: string): string {
  return `EXISTS (
    SELECT 1 FROM ${at}articles AS articles CROSS JOIN unnest(${tickers}::text[]) AS asked(ticker)
    WHERE articles.story_id = stories.id AND articles.first_seen_at <= $1 AND articles.tickers ? asked.ticker
      AND NOT EXISTS (
        SELECT 1 FROM ${at}added_tickers
        WHERE article_id = articles.id AND ticker = asked.ticker AND seen_at > $1))`;
}

function hadSource(at: string, sources: string): string {
  return `EXISTS (
    SELECT 1 FROM ${at}articles AS articles WHERE articles.story_id = stories.id AND articles.first_seen_at <= $1
      AND articles.source = ANY (${sources}::text[]))`;
}

function changedSince(at: string): string {
  return `EXISTS (
    SELECT 1 FROM ${at}articles AS articles
    WHERE articles.story_id = stories.id AND (articles.first_seen_at > $1 OR EXISTS (
      SELECT 1 FROM ${at}revisions AS revisions
      WHERE revisions.article_id = articles.id AND revisions.replaced_at > $1)))`;
}
