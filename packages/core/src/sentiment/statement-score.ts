import type { EpochMs } from '../contracts/clock.js';
import {
  labelOf,
  type NativeSentiment,
  type NativeStatement,
  type SentimentScore,
  type StoryScore,
} from '../model/sentiment.js';
import { toIso } from '../time/instant.js';

/** A statement of a source as readers see it. */
export function statementScore(
  { score, confidence, label, nativeLabel }: NativeStatement,
  source: string,
  scope: SentimentScore['scope'],
  at: EpochMs,
): SentimentScore {
  return {
    score,
    confidence,
    label,
    ...(nativeLabel === undefined ? {} : { nativeLabel }),
    origin: 'provider',
    model: source,
    scope,
    calculatedAt: toIso(at),
  };
}

/**
 * What a source says of the news that an article carries: of the article as a whole; else, where it speaks of one ticker alone,
 * what it says of that. Of several tickers none stands for the article. Null when it says nothing of the kind.
 */
export function nativeScore(sentiment: NativeSentiment | null, source: string, at: EpochMs): SentimentScore | null {
  if (sentiment === null) return null;
  if (sentiment.article !== null) return statementScore(sentiment.article, source, { kind: 'article' }, at);
  const [only, ...others] = sentiment.tickers.filter(({ statement }) => statement !== null);
  if (!only?.statement || others.length > 0) return null;
  return statementScore(only.statement, source, { kind: 'ticker', ticker: only.ticker }, at);
}

/** An opinion of a scorer as readers see it; null where it has none. */
export function derivedScore({ model, at, opinion }: StoryScore): SentimentScore | null {
  if (opinion === null) return null;
  const { score, confidence } = opinion;
  return {
    score,
    confidence,
    label: labelOf(score),
    origin: 'derived',
    model,
    scope: { kind: 'article' },
    calculatedAt: toIso(at),
  };
}
