import { describe, expect, it } from 'vitest';
import type { Attribution, NewsItem } from '../../src/model/news-item.js';
import type { SentimentScore } from '../../src/model/sentiment.js';
import { sentimentAbout, sourcesDisagree } from '../../src/sentiment/about-ticker.js';
import { tickerOf } from '../support/articles.js';
import { newsItemOf, sentimentOf } from '../support/model-values.js';

const whole = (fields: Partial<SentimentScore> = {}) =>
  sentimentOf({ scope: { kind: 'article' }, model: 'wire', ...fields });
const of = (ticker: string, fields: Partial<SentimentScore> = {}) =>
  sentimentOf({ scope: { kind: 'ticker', ticker: tickerOf(ticker) }, model: 'wire', ...fields });
const about = (ticker: string, relevance: number | undefined, sentiment?: SentimentScore) => ({
  ticker: tickerOf(ticker),
  ...(relevance === undefined ? {} : { relevance }),
  ...(sentiment === undefined ? {} : { sentiment }),
});

function itemOf(sentiment: SentimentScore | undefined, ...attributions: readonly Partial<Attribution>[]): NewsItem {
  const {
    sentiment: _,
    attributions: [base],
    ...item
  } = newsItemOf();
  if (base === undefined) throw new TypeError('no attribution');
  const { sentiment: __, ...carrier } = base;
  return {
    ...item,
    ...(sentiment === undefined ? {} : { sentiment }),
    attributions: attributions.map((fields) => ({ ...carrier, ...fields })),
  };
}

describe('sentimentAbout', () => {
  it('is what a source says of the ticker, before what it says of the whole', () => {
    const item = itemOf(whole({ score: 0.9 }), {
      sentiment: whole({ score: 0.9 }),
      aboutTickers: [about('AAPL', 0.1, of('AAPL', { score: -0.5 })), about('MSFT', 0.8, of('MSFT'))],
    });
    expect(sentimentAbout(item, 'AAPL')).toMatchObject({ relevance: 0.1, sentiment: { score: -0.5 } });
    expect(sentimentAbout(item, 'XOM')).toMatchObject({ relevance: null, sentiment: { score: 0.9 } });
  });

  it('is that of the source whose word the story shows, where several speak of it', () => {
    const item = itemOf(
      whole({ model: 'second' }),
      { aboutTickers: [about('AAPL', 0.3, of('AAPL', { model: 'first', score: 0.1 }))] },
      {
        sentiment: whole({ model: 'second' }),
        aboutTickers: [about('AAPL', 0.6, of('AAPL', { model: 'second', score: 0.2 }))],
      },
    );
    expect(sentimentAbout(item, 'AAPL')).toMatchObject({ relevance: 0.6, sentiment: { model: 'second' } });
  });

  it('is what that source said last', () => {
    const said = (score: number, calculatedAt: string) => ({
      aboutTickers: [about('AAPL', undefined, of('AAPL', { score, calculatedAt }))],
    });
    const [early, late] = ['2026-06-04T14:00:00.000Z', '2026-06-04T15:00:00.000Z'] as const;
    const item = itemOf(whole(), said(0.7, late), said(0.1, early));
    expect(sentimentAbout(item, 'AAPL').sentiment?.score).toBe(0.7);
  });

  it('is that of the story where nothing is said of the ticker, unless that is about another one', () => {
    const derived = whole({ origin: 'derived', model: 'lexicon@1' });
    expect(sentimentAbout(itemOf(derived, { aboutTickers: [about('AAPL', 0.4)] }), 'AAPL')).toEqual({
      relevance: 0.4,
      sentiment: derived,
    });
    expect(sentimentAbout(itemOf(of('MSFT'), {}), 'AAPL').sentiment).toBeNull();
    expect(sentimentAbout(itemOf(undefined, {}), 'AAPL')).toEqual({ relevance: null, sentiment: null });
  });

  it('is an opinion that was preferred to what a source states', () => {
    const derived = whole({ origin: 'derived', model: 'lexicon@1' });
    const stated = { sentiment: whole(), aboutTickers: [about('AAPL', 0.4, of('AAPL'))] };
    expect(sentimentAbout(itemOf(derived, stated), 'AAPL').sentiment).toBe(derived);
    const ofOne = { aboutTickers: [about('AAPL', 0.4, of('AAPL')), about('MSFT', 0.4)] };
    expect(sentimentAbout(itemOf(derived, ofOne), 'AAPL').sentiment).toBe(derived);
    // Of several tickers none stands for the story: its opinion is no preferred one.
    const ofTickers = { aboutTickers: [about('AAPL', 0.4, of('AAPL')), about('MSFT', 0.4, of('MSFT'))] };
    expect(sentimentAbout(itemOf(derived, ofTickers), 'AAPL').sentiment).toMatchObject({ model: 'wire' });
  });
});

describe('sourcesDisagree', () => {
  const [good, bad, neither] = (['positive', 'negative', 'neutral'] as const).map((label) => ({ label }));
  const other = { ...bad, model: 'post' };
  it('is so when one says good and another says bad, of the story or of one ticker', () => {
    expect(sourcesDisagree(itemOf(undefined, { sentiment: whole(good) }, { sentiment: whole(other) }))).toBe(true);
    const [first, second] = [about('AAPL', 1, of('AAPL', good)), about('AAPL', 1, of('AAPL', other))];
    expect(sourcesDisagree(itemOf(undefined, { aboutTickers: [first] }, { aboutTickers: [second] }))).toBe(true);
  });

  it('is not so when one source says both, in two articles', () => {
    const both = [{ sentiment: whole(good) }, { sentiment: whole(bad) }];
    expect(sourcesDisagree(itemOf(undefined, ...both))).toBe(false);
    expect(sourcesDisagree(itemOf(undefined, ...both, { sentiment: whole({ ...good, model: 'post' }) }))).toBe(true);
  });

  it('is not so when they speak of different tickers, or one says neither', () => {
    const [first, second] = [about('AAPL', 1, of('AAPL', good)), about('MSFT', 1, of('MSFT', other))];
    expect(sourcesDisagree(itemOf(undefined, { aboutTickers: [first, second] }))).toBe(false);
    const neutral = { sentiment: whole({ ...neither, model: 'post' }) };
    expect(sourcesDisagree(itemOf(undefined, { sentiment: whole(good) }, neutral))).toBe(false);
    expect(sourcesDisagree(itemOf(whole(bad), { sentiment: whole(good) }))).toBe(false);
  });
});
