import type { ItemQuery } from '@ingest/core';
import { type SQL, sql } from 'drizzle-orm';
import type { Tables } from './tables.js';

/** What a query asks of the sentiment that stories show, and of what sources say of their tickers. */
export function sentimentConditions(
  { stories, articles }: Pick<Tables, 'stories' | 'articles'>,
  { tickers, sentiments, minConfidence, minRelevance }: ItemQuery,
): readonly SQL[] {
  const shown = sql`${stories.sentiment} -> 'score'`;
  const conditions: SQL[] = [];
  if (sentiments !== undefined) conditions.push(sql`${shown} ->> 'label' = ANY (${sql.param(sentiments)}::text[])`);
  if (minConfidence !== undefined)
    conditions.push(sql`(${shown} ->> 'confidence')::float8 >= ${minConfidence}::float8`);
  if (tickers !== undefined && (sentiments ?? minConfidence) !== undefined)
    conditions.push(sql`coalesce(${shown} -> 'scope' ->> 'ticker' = ANY (${sql.param(tickers)}::text[]), true)`);
  // The greatest relevance that anybody states; where nobody does, it is none of what the query asks for.
  if (tickers !== undefined && minRelevance !== undefined)
    conditions.push(sql`coalesce((
      SELECT max((about ->> 'relevance')::float8)
      FROM ${articles} CROSS JOIN jsonb_array_elements(${articles.sentiment} -> 'tickers') AS about
      WHERE ${articles.storyId} = ${stories.id} AND about ->> 'ticker' = ANY (${sql.param(tickers)}::text[])
    ) >= ${minRelevance}::float8, true)`);
  return conditions;
}
