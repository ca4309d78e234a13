import type { Candidate } from '@ingest/core';
import { describe, expect, test } from 'vitest';
import { toItem } from '../../../src/sources/polygon/to-candidates.js';
import { fixture, fixtureItems } from '../../support/fixtures.js';

const { results } = fixture('polygon/news.json') as { readonly results: readonly unknown[] };

function candidateOf(raw: unknown): Candidate {
  const item = toItem(raw);
  if (item.kind === 'malformed') throw new TypeError(item.reason);
  return item.candidate;
}

const saidOf = (insights: unknown) => candidateOf({ title: 'a', tickers: [], insights }).sentiment;

describe('toItem of Polygon', () => {
  test('maps an item, with a label for each ticker', () => {
    expect(candidateOf(results[0])).toEqual({
      sourceId: 'JeJEhAVoKaqJ2zF9nzQYMg07UlEeWlis6Dsop33TPQY',
      headline: 'Nordell Mining lifts outlook; Fenwick Motors pays',
      description: 'Nordell raised its outlook.',
      url: 'https://www.wirepost.example/nordell-lifts',
      publisher: 'Wirepost',
      publishedAt: '2025-03-04T13:30:02Z',
      tickers: ['QNDL', 'QFNW', 'BRK.B'],
      tags: ['earnings', 'nickel'],
      sentiment: {
        article: null,
        tickers: [
          {
            ticker: 'QNDL',
            relevance: null,
            statement: { score: null, label: 'positive', nativeLabel: 'positive', confidence: null },
          },
          {
            ticker: 'QFNW',
            relevance: null,
            statement: { score: null, label: 'negative', nativeLabel: 'negative', confidence: null },
          },
        ],
      },
    });
  });

  test('says nothing of an article from before there were labels', () => {
    expect('sentiment' in candidateOf(results[1])).toBe(false);
    expect(candidateOf(results[1])).toMatchObject({ description: null, tags: [], tickers: ['QNDL'] });
  });

  test.each([null, [], {}, 'x', [null, 1, []], [{ sentiment: 'positive' }], [{ ticker: 'QNDL', sentiment: 'mixed' }]])(
    'makes nothing of %j',
    (insights) => {
      expect(saidOf(insights)).toBeUndefined();
    },
  );

  test('says of each malformed item which field is wrong, and keeps the item', () => {
    const malformed = fixtureItems('polygon/malformed-items.json');
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
      'published_utc: not a time',
      'tickers: not a list',
      'tickers: missing',
    ]);
    expect(read.map(({ raw }) => raw)).toEqual(malformed);
  });

  test('takes optional fields of a wrong type as absent', () => {
    const odd = {
      title: 'a',
      tickers: [1, null],
      id: {},
      publisher: 'x',
      keywords: 'y',
      article_url: 1,
      description: [],
    };
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
