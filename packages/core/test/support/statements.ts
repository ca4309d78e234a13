import type { NativeSentiment, NativeStatement, StoryScore } from '../../src/model/sentiment.js';
import { tickerOf } from './articles.js';

/** What a source says of an article as a whole. */
export function statedOf(statement: Partial<NativeStatement> = {}, priority = 0): NativeSentiment {
  return { priority, article: { score: 0.4, label: 'positive', confidence: null, ...statement }, tickers: [] };
}

/** What a source says of these tickers, and of nothing else. */
export function statedOfTickers(tickers: readonly string[], priority = 0): NativeSentiment {
  return {
    priority,
    article: null,
    tickers: tickers.map((ticker) => ({
      ticker: tickerOf(ticker),
      relevance: 0.5,
      statement: { score: null, label: 'negative', confidence: null, nativeLabel: 'bad' },
    })),
  };
}

/** An opinion of the lexicon. */
export function scoreOf(fields: Partial<StoryScore> = {}): StoryScore {
  return { model: 'lexicon@1', at: 0, opinion: { score: -0.6, confidence: 0.81 }, isPreferred: false, ...fields };
}
