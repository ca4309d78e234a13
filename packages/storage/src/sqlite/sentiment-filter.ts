import type { ItemQuery, Ticker } from '@ingest/core';
import { gte, inArray, isNull, or, type SQL, sql } from 'drizzle-orm';
import { articles, stories } from './tables.js';

/** What a query asks of the sentiment that stories show, and of what sources say of their tickers. */
export function sentimentConditions({
  tickers,
  sentiments,
  minConfidence,
  minRelevance,
}: ItemQuery): readonly (SQL | undefined)[] {
  return [
    sentiments === undefined ? undefined : inArray(shown('label'), [...sentiments]),
    minConfidence === undefined ? undefined : gte(shown('confidence'), minConfidence),
    tickers === undefined || (sentiments ?? minConfidence) === undefined ? undefined : about(tickers),
    tickers === undefined || minRelevance === undefined ? undefined : relevant(tickers, minRelevance),
  ];
}

/** A part of the sentiment that a story shows. */
function shown(part: 'label' | 'confidence' | 'scope.ticker'): SQL {
  return sql`json_extract(${stories.sentiment}, ${sql.raw(`'$.score.${part}'`)})`;
}

/** About the whole story, or about one of the tickers. */
function about(tickers: readonly Ticker[]): SQL | undefined {
  return or(isNull(shown('scope.ticker')), inArray(shown('scope.ticker'), [...tickers]));
}

/** Where no source says how much a story is about the tickers, it is so as much as is asked. */
function relevant(tickers: readonly Ticker[], min: number): SQL {
  return sql`coalesce((
    SELECT max(json_extract(stated.value, '$.relevance'))
    FROM ${articles} CROSS JOIN json_each(${articles.sentiment}, '$.tickers') AS stated
    WHERE ${articles.storyId} = ${stories.id} AND ${inArray(sql`json_extract(stated.value, '$.ticker')`, [...tickers])}
  ), ${min}) >= ${min}`;
}
