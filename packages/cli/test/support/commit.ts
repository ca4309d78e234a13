import { type Article, type EpochMs, type Ticker, toTicker } from '@ingest/core';
import { openStore } from '../../src/compose.js';

const nothingConcluded = {
  event: null,
  state: null,
  watermarks: [],
  openedGaps: [],
  closedGapIds: [],
  notifications: [],
};

/** An article; what a test is about is given, the rest is made up. */
export function articleOf({
  tickers = ['CLDR'],
  ...fields
}: Partial<Omit<Article, 'tickers'>> & { tickers?: string[] } = {}): Article {
  return {
    source: 'tiingo',
    sourceId: '1',
    headline: 'Calder Motors opens a second plant near the northern port to build electric vans',
    description: null,
    url: null,
    publisher: null,
    publishedAt: Date.UTC(2026, 5, 4, 13, 30),
    tickers: tickers.map(toTicker).filter((ticker): ticker is Ticker => ticker !== null),
    tags: [],
    sentiment: null,
    ...fields,
  };
}

/** Stores articles of one source as one page, at an instant. */
export async function commitAt(store: string, at: EpochMs, ...articles: readonly Article[]): Promise<void> {
  const opened = await openStore(store, true);
  try {
    await opened.articles.commitPage({
      lease: null,
      source: articles[0]?.source ?? 'tiingo',
      isFailover: false,
      at,
      articles,
      quarantine: [],
      conclude: () => nothingConcluded,
    });
  } finally {
    await opened.close();
  }
}
