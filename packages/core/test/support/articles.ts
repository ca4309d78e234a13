import type { Article } from '../../src/model/article.js';
import { type Ticker, toTicker } from '../../src/model/ticker.js';

/** A good article; a test names only what it is about. */
export function articleOf(fields: Partial<Article> = {}): Article {
  return {
    source: 'tiingo',
    sourceId: '1',
    headline: 'Arven Motors raises its full-year guidance',
    description: null,
    url: null,
    publisher: null,
    publishedAt: Date.UTC(2024, 5, 4, 14, 30),
    tickers: [tickerOf('ARVN')],
    tags: [],
    sentiment: null,
    ...fields,
  };
}

export function tickerOf(text: string): Ticker {
  const ticker = toTicker(text);
  if (ticker === null) throw new TypeError(`no ticker: ${text}`);
  return ticker;
}
