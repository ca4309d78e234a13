import { type Ticker, type TickerAggregate, toTicker } from '@ingest/core';
import { isRecord } from '../../is-record.js';
import { numberWithin, statementOf } from '../statements.js';

type Fields = Readonly<Record<string, unknown>>;

/**
 * What `/news-sentiment` says of a ticker as a whole (https://finnhub.io/docs/api/news-sentiment): its `companyNewsScore`, 0 to 1 with
 * the middle at 0.5, on our scale. Null where it says nothing, undefined where it is no such answer.
 */
export function readAggregate(body: unknown, asked: Ticker): TickerAggregate | null | undefined {
  if (saysNothing(body)) return null;
  if (!isRecord(body) || !('companyNewsScore' in body) || isOfAnother(body.symbol, asked)) return undefined;
  const { companyNewsScore, buzz, sentiment } = body;
  if (companyNewsScore === null) return null;
  const score = numberWithin(companyNewsScore, 0, 1);
  if (score === null) return undefined;
  // How bad news and no news look alike: where there is bad news a part of it is bearish.
  if (score === 0 && !(isRecord(sentiment) && (numberWithin(sentiment.bearishPercent, 0, 1) ?? 0) > 0)) return null;
  // Its own four digits, and not those that a sum of binary fractions adds.
  const statement = statementOf({ score: Math.round((2 * score - 1) * 1e4) / 1e4 });
  return statement === null ? null : { statement, articlesLastWeek: isRecord(buzz) ? articlesOf(buzz) : null };
}

/** An object of nothing; and a list of nothing, which is what a replay gives when no answer is left. */
function saysNothing(body: unknown): boolean {
  return typeof body === 'object' && body !== null && Object.keys(body).length === 0;
}

/** An answer may name no symbol, but not that of another. */
function isOfAnother(symbol: unknown, asked: Ticker): boolean {
  return typeof symbol === 'string' && symbol !== '' && toTicker(symbol) !== asked;
}

function articlesOf({ articlesInLastWeek }: Fields): number | null {
  const count = numberWithin(articlesInLastWeek, 0, Number.MAX_SAFE_INTEGER);
  return Number.isInteger(count) ? count : null;
}
