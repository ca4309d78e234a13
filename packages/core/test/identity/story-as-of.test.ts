import { describe, expect, it } from 'vitest';
import { storyAsOf } from '../../src/identity/story-as-of.js';
import { tickerOf } from '../support/articles.js';
import { historyOf, seen } from '../support/histories.js';

const at = Date.UTC(2024, 5, 4, 15);
const [arvn, belt, cldr] = [tickerOf('ARVN'), tickerOf('BELT'), tickerOf('CLDR')];

const revised = seen({
  headline: 'Arven Motors withdraws its full-year guidance',
  publisher: 'Wirepost',
  tickers: [arvn, belt],
  tags: ['Stock'],
  earlier: [
    { headline: 'Arven Motors raises its full-year guidance', description: 'One.', seenAt: at, replacedAt: at + 10 },
    { headline: 'Arven Motors lifts its full-year guidance', description: null, seenAt: at + 10, replacedAt: at + 20 },
  ],
  addedTickers: [{ ticker: belt, seenAt: at + 15 }],
});
const early = seen({
  source: 'finnhub',
  sourceId: '7',
  publisher: 'Daily Example',
  publishedAt: revised.publishedAt - 60_000,
  tickers: [cldr],
  tags: ['Autos'],
  firstSeenAt: at + 30,
  joinedBy: 'same',
});
const history = historyOf(revised, early);
const then = (after: number) => storyAsOf(history, at + after)?.story;

describe('storyAsOf', () => {
  it('knows nothing of a story before it was stored', () => {
    expect(storyAsOf(history, at - 1)).toBeNull();
    expect(then(0)).not.toBeNull();
  });

  it('shows the text, the tickers and the revisions of then', () => {
    expect([0, 9, 10, 14, 15, 20].map((after) => [then(after)?.headline, then(after)?.revision])).toEqual([
      ['Arven Motors raises its full-year guidance', 0],
      ['Arven Motors raises its full-year guidance', 0],
      ['Arven Motors lifts its full-year guidance', 1],
      ['Arven Motors lifts its full-year guidance', 1],
      ['Arven Motors lifts its full-year guidance', 1],
      ['Arven Motors withdraws its full-year guidance', 2],
    ]);
    expect(then(9)?.description).toBe('One.');
    expect([then(14)?.tickers, then(15)?.tickers]).toEqual([[arvn], [arvn, belt]]);
  });

  it('shows the earliest of the articles that were there, and who had carried it by then', () => {
    const before = then(29);
    expect([before?.publishedAt, before?.sources, before?.publishers, before?.tags]).toEqual([
      revised.publishedAt,
      ['tiingo'],
      ['wirepost'],
      ['Stock'],
    ]);
    expect(then(30)).toMatchObject({
      headline: early.headline,
      publishedAt: early.publishedAt,
      sources: ['tiingo', 'finnhub'],
      publishers: ['dailyexample', 'wirepost'],
      tickers: [arvn, belt, cldr],
      tags: ['Autos', 'Stock'],
      source: 'tiingo',
      ingestedAt: at,
      revision: 2,
    });
    expect(storyAsOf(history, at + 29)?.articles).toHaveLength(1);
  });

  it('leaves later texts out of what its articles were before', () => {
    const [article] = storyAsOf(history, at + 10)?.articles ?? [];
    expect(article?.earlier.map(({ headline }) => headline)).toEqual(['Arven Motors raises its full-year guidance']);
    expect(article?.addedTickers).toEqual([]);
  });
});
