import type { CandidateSentiment, CandidateStatement } from '../contracts/source.js';
import { limits } from '../model/primitives.js';
import {
  labelOf,
  type NativeSentiment,
  type NativeStatement,
  sentimentLabel,
  type TickerStatement,
} from '../model/sentiment.js';
import { type Ticker, toTicker } from '../model/ticker.js';
import { cleanText } from '../security/clean-text.js';
import type { Redact } from '../security/redact.js';
import { compareText } from '../text/compare-text.js';

/** Tickers of one article of which statements are kept. */
const maxTickers = 100;

/**
 * What a source states of an article, as far as it states anything: a number outside its range is none, and neither a score nor
 * a label is no statement. Nothing is made up in its place. Null when nothing is left.
 */
export function judgeSentiment(
  given: CandidateSentiment | undefined,
  priority: number,
  redact: Redact,
): NativeSentiment | null {
  if (given === undefined) return null;
  const article = judgeStatement(given.article, redact);
  const tickers = new Map<Ticker, TickerStatement>();
  for (const { ticker: name, relevance: stated, statement: said } of given.tickers) {
    const ticker = toTicker(name);
    if (ticker === null || tickers.has(ticker) || tickers.size === maxTickers) continue;
    const relevance = within(stated, 0, 1);
    const statement = judgeStatement(said, redact);
    if (relevance !== null || statement !== null) tickers.set(ticker, { ticker, relevance, statement });
  }
  if (article === null && tickers.size === 0) return null;
  const sorted = [...tickers.values()].sort((left, right) => compareText(left.ticker, right.ticker));
  return { priority, article, tickers: sorted };
}

/**
 * A statement of a source, as far as it is one; null for neither a score nor a label. A source may be somebody's own module, in
 * which no type was checked: what is not what it should be is nothing.
 */
export function judgeStatement(said: CandidateStatement | null, redact: Redact): NativeStatement | null {
  if (said === null) return null;
  const score = within(said.score, -1, 1);
  const stated = sentimentLabel.options.find((known) => known === said.label);
  const label = stated ?? (score === null ? null : labelOf(score));
  if (label === null) return null;
  const nativeLabel = typeof said.nativeLabel === 'string' ? cleanText(said.nativeLabel, limits.name, redact) : null;
  const confidence = within(said.confidence, 0, 1);
  return { score, label, ...(nativeLabel === null ? {} : { nativeLabel }), confidence };
}

function within(value: unknown, least: number, most: number): number | null {
  return typeof value === 'number' && value >= least && value <= most ? value : null;
}
