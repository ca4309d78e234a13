import { DAY_MS, dayNumber, type EpochMs, type ItemQuery } from '@ingest/core';
import { wordsOf } from '../shared/words.js';
import type { SqliteClient } from './client.js';
import { tickerDays } from './ticker-days.js';

/**
 * Rows of the stories that a query of the past may mean, newest first by what each was then; those alone that it means where it
 * {@link isExact}. Of publishers those of today are counted; a search has the words of today alone, and a story that changed since
 * is looked at in any case; of the sentiment it is asked whether there ever was any.
 */
export function pastCandidates(client: SqliteClient, query: ItemQuery & { readonly asOf: EpochMs }): readonly number[] {
  const { asOf, tickers, sources, since = 0, until = Number.MAX_SAFE_INTEGER, search, minPublishers } = query;
  const { sentiments, minConfidence } = query;
  const words = search === undefined ? [] : wordsOf(search);
  if (search !== undefined && words.length === 0) return [];
  const conditions = [
    ...(tickers === undefined ? [] : [ofTickersNow, hadTicker]),
    ...(sources === undefined ? [] : [hadSource]),
    ...(minPublishers === undefined ? [] : [carriedByNow]),
    ...(sentiments === undefined && minConfidence === undefined ? [] : [everShown]),
    ...(search === undefined ? [] : [`(${holdsNow} OR ${changedSince})`]),
  ];
  const values = {
    asOf,
    since,
    until,
    // What a story shows by now was published earlier than what it showed then, by less than two days.
    earliest: since - 2 * DAY_MS,
    ...(tickers === undefined
      ? {}
      : {
          tickers: JSON.stringify(tickers),
          firstDay: Math.max(0, dayNumber(since) - 1),
          lastDay: dayNumber(until) + 1,
        }),
    ...(minPublishers === undefined ? {} : { minPublishers }),
    ...(sources === undefined ? {} : { sources: JSON.stringify(sources) }),
    ...(search === undefined ? {} : { match: words.map((word) => `"${word}"`).join(' ') }),
  };
  return client
    .prepare(`
    SELECT id FROM (
      SELECT stories.id, stories.story_key, (
        SELECT min(published_at) FROM articles WHERE story_id = stories.id AND first_seen_at <= @asOf
      ) AS shown_at
      FROM stories
      WHERE ${[known, ...conditions].join(' AND ')}
    ) WHERE shown_at >= @since AND shown_at < @until ORDER BY shown_at DESC, story_key DESC`)
    .pluck()
    .all(values) as number[];
}

/** Whether the rows alone say which stories of the past are meant. */
export function isExact({ search, minPublishers, sentiments, minConfidence, minRelevance }: ItemQuery): boolean {
  return [search, minPublishers, sentiments, minConfidence, minRelevance].every((asked) => asked === undefined);
}

const known = `stories.headline IS NOT NULL AND stories.ingested_at <= @asOf
  AND stories.published_at >= @earliest AND stories.published_at < @until`;

// Led by the index of what is known by now: a ticker never leaves a story.
const ofTickersNow = `stories.id IN (${tickerDays('@firstDay', '@lastDay')}
  SELECT story_tickers.story_id FROM days CROSS JOIN story_tickers ON story_tickers.day = days.day
  WHERE story_tickers.ticker IN (SELECT value FROM json_each(@tickers)))`;

const hadTicker = `EXISTS (
  SELECT 1 FROM articles CROSS JOIN json_each(articles.tickers) AS carried
  WHERE articles.story_id = stories.id AND articles.first_seen_at <= @asOf
    AND carried.value IN (SELECT value FROM json_each(@tickers))
    AND NOT EXISTS (
      SELECT 1 FROM added_tickers
      WHERE article_id = articles.id AND ticker = carried.value AND seen_at > @asOf))`;

const hadSource = `EXISTS (
  SELECT 1 FROM articles WHERE articles.story_id = stories.id AND articles.first_seen_at <= @asOf
    AND articles.source IN (SELECT value FROM json_each(@sources)))`;

// A publisher never leaves a story either.
const carriedByNow = 'json_array_length(stories.publishers) >= @minPublishers';

// One that shows none any more had an opinion that was taken back.
const everShown = `(stories.sentiment IS NOT NULL OR EXISTS (SELECT 1 FROM scores WHERE scores.story_id = stories.id))`;

const holdsNow = 'stories.id IN (SELECT rowid FROM news_search WHERE news_search MATCH @match)';

const changedSince = `EXISTS (
  SELECT 1 FROM articles WHERE articles.story_id = stories.id AND (articles.first_seen_at > @asOf OR EXISTS (
    SELECT 1 FROM revisions WHERE revisions.article_id = articles.id AND revisions.replaced_at > @asOf)))`;
