import type { Candidate } from '@ingest/core';
import { describe, expect, test } from 'vitest';
import { toItem } from '../../../src/sources/alphavantage/to-candidates.js';
import { fixture, fixtureItems } from '../../support/fixtures.js';

const { feed } = fixture('alphavantage/news-sentiment.json') as { readonly feed: readonly unknown[] };

function candidateOf(raw: unknown): Candidate {
  const item = toItem(raw);
  if (item.kind === 'malformed') throw new TypeError(item.reason);
  return item.candidate;
}

const said = (fields: object) => candidateOf({ title: 'a', ...fields }).sentiment;
const about = (entry: object) => said({ ticker_sentiment: [{ ticker: 'QNDL', ...entry }] })?.tickers;

describe('toItem of Alpha Vantage', () => {
  test('maps an item, with what is said of it and of its tickers', () => {
    expect(candidateOf(feed[0])).toEqual({
      sourceId: 'https://www.wire.example/25/03/41000001/nordell-mining-lifts-outlook',
      headline: 'Nordell Mining Lifts Outlook After Record Quarter',
      description: 'Nordell Mining raised its outlook for the year. Fenwick Motors buys its nickel.',
      url: 'https://www.wire.example/25/03/41000001/nordell-mining-lifts-outlook',
      publisher: 'Market Wire',
      publishedAt: '2025-03-04T13:30:02Z',
      tickers: ['QNDL', 'QFNW'],
      tags: ['Earnings', 'Manufacturing'],
      sentiment: {
        article: { score: 0.412345, label: 'positive', nativeLabel: 'Bullish', confidence: null },
        tickers: [
          {
            ticker: 'QNDL',
            relevance: 0.81,
            statement: { score: 0.5123456789012346, label: 'positive', nativeLabel: 'Bullish', confidence: null },
          },
          {
            ticker: 'QFNW',
            relevance: 0.11,
            statement: { score: 0, label: 'neutral', nativeLabel: 'Neutral', confidence: null },
          },
        ],
      },
    });
  });

  test('leaves out what is no share', () => {
    const { tickers, sentiment } = candidateOf(feed[1]);
    expect(tickers).toEqual(['QNDL', 'BRK-A']);
    expect(sentiment?.tickers.map(({ ticker }) => ticker)).toEqual(['QNDL', 'BRK-A']);
  });

  test('keeps how much an article is about a ticker of which nothing more is said', () => {
    expect(candidateOf(feed[2]).sentiment).toEqual({
      article: { score: -0.41, label: 'negative', nativeLabel: 'Bearish', confidence: null },
      tickers: [{ ticker: 'QNDL', relevance: 0.05, statement: null }],
    });
  });

  test('says nothing of an article of which nothing is said', () => {
    const candidate = candidateOf(feed[3]);
    expect('sentiment' in candidate).toBe(false);
    expect(candidate.tickers).toEqual(['QNDL']);
  });

  test.each([
    ['Bearish', 'negative'],
    ['Somewhat-Bearish', 'negative'],
    ['Neutral', 'neutral'],
    ['Somewhat-Bullish', 'positive'],
    ['Somewhat_Bullish', 'positive'],
    ['somewhat-bullish ', 'positive'],
    ['Bullish', 'positive'],
  ])('reads the label %j as %s, and keeps the word', (word, label) => {
    const statement = { score: null, label, nativeLabel: word.trim(), confidence: null };
    expect(said({ overall_sentiment_label: word })?.article).toEqual(statement);
    expect(about({ ticker_sentiment_label: word })).toEqual([{ ticker: 'QNDL', relevance: null, statement }]);
  });

  test('leaves the label of an unknown word to the score', () => {
    expect(said({ overall_sentiment_label: 'Ursine', overall_sentiment_score: 0.5 })?.article).toEqual({
      score: 0.5,
      label: null,
      nativeLabel: 'Ursine',
      confidence: null,
    });
    expect(said({ overall_sentiment_label: 'Ursine' })).toBeUndefined();
  });

  test.each([null, undefined, '', ' ', 'NaN', 'Infinity', '0x1', '1,5', 'null', true, [], [0.5], {}, 1.0001, -2, '7'])(
    'makes no score of %j',
    (value) => {
      expect(said({ overall_sentiment_score: value })).toBeUndefined();
      expect(about({ ticker_sentiment_score: value, relevance_score: value === 1.0001 ? -1 : value })).toBeUndefined();
    },
  );

  test('says of each malformed item which field is wrong, and keeps the item', () => {
    const malformed = fixtureItems('alphavantage/malformed-items.json');
    const read = malformed.map(toItem);
    expect(read.map((item) => (item.kind === 'malformed' ? item.reason : 'candidate'))).toEqual([
      'item: not an object',
      'item: not an object',
      'item: not an object',
      'item: not an object',
      'title: missing',
      'title: missing',
      'title: not a text',
      'title: not a text',
      'time_published: not a time',
      'time_published: not a time',
    ]);
    expect(read.map(({ raw }) => raw)).toEqual(malformed);
  });

  test('takes optional fields of a wrong type as absent', () => {
    const odd = { title: 'a', url: 1, summary: null, source: [], topics: 'x', ticker_sentiment: {} };
    expect(candidateOf(odd)).toEqual({
      sourceId: null,
      headline: 'a',
      description: null,
      url: null,
      publisher: null,
      publishedAt: null,
      tickers: [],
      tags: [],
    });
  });
});
