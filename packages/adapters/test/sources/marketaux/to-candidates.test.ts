import type { Candidate } from '@ingest/core';
import { describe, expect, test } from 'vitest';
import { toItem } from '../../../src/sources/marketaux/to-candidates.js';
import { fixture, fixtureItems } from '../../support/fixtures.js';

const { data } = fixture('marketaux/news.json') as { readonly data: readonly unknown[] };

function candidateOf(raw: unknown): Candidate {
  const item = toItem(raw);
  if (item.kind === 'malformed') throw new TypeError(item.reason);
  return item.candidate;
}

const stated = (ticker: string, score: number) => ({
  ticker,
  relevance: null,
  statement: { score, label: null, confidence: null },
});

describe('toItem of Marketaux', () => {
  test('maps an item, with a score for each company of the United States', () => {
    expect(candidateOf(data[0])).toEqual({
      sourceId: '5ed89c9d-6601-41d6-b52d-3f4e253ed7f8',
      headline: 'Nordell Mining lifts outlook; Fenwick Motors pays (NYSE:QNDL)',
      description: 'Nordell raised its outlook.',
      url: 'https://www.wirepost.example/nordell-lifts',
      publisher: 'wirepost.example',
      publishedAt: '2025-03-04T13:30:02.000000Z',
      tickers: ['QNDL', 'QFNW', 'BRK.B'],
      tags: ['nickel', ' earnings'],
      sentiment: { article: null, tickers: [stated('QNDL', 0.2116), stated('QFNW', -0.5)] },
    });
  });

  test('takes the snippet where there is no description, and a score of 0 for one', () => {
    expect(candidateOf(data[1])).toMatchObject({
      description: 'Quick Read\n\nNordell (QNDL) receives a Hold.',
      tickers: ['QNDL'],
      tags: [],
      sentiment: { article: null, tickers: [stated('QNDL', 0)] },
    });
  });

  test('says nothing where the score is null', () => {
    expect('sentiment' in candidateOf(data[2])).toBe(false);
    expect(candidateOf(data[2])).toMatchObject({ tickers: ['QNDL'], description: null });
  });

  test('never takes the score of a highlight, nor how well a name was found', () => {
    const entity = { symbol: 'QNDL', country: 'us', match_score: 0.9, highlights: [{ sentiment: 0.9 }] };
    expect(candidateOf({ title: 'a', entities: [entity] }).sentiment).toBeUndefined();
    const { sentiment } = candidateOf({ title: 'a', entities: [{ ...entity, sentiment_score: 0.1 }] });
    expect(sentiment?.tickers).toEqual([stated('QNDL', 0.1)]);
  });

  test('says of each malformed item which field is wrong, and keeps the item', () => {
    const malformed = fixtureItems('marketaux/malformed-items.json');
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
      'published_at: not a time',
      'entities: not a list',
      'entities: missing',
    ]);
    expect(read.map(({ raw }) => raw)).toEqual(malformed);
  });

  test('takes optional fields of a wrong type as absent', () => {
    const odd = {
      title: 'a',
      entities: [null, 1],
      uuid: {},
      url: 1,
      description: 2,
      snippet: [],
      source: 3,
      keywords: 4,
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
