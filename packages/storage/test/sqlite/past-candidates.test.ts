import type { ItemQuery } from '@ingest/core';
import { expect, test } from 'vitest';
import { article, day, minute, noon, numbered, page, tickers } from '../../src/conformance/build.js';
import { adding, opinion, scoring, states } from '../../src/conformance/statements.js';
import { isExact, pastCandidates } from '../../src/sqlite/past-candidates.js';
import { storeInMemory } from '../support/memory-database.js';

test('candidates are rows, newest first, exact but for a search', async () => {
  const { store, database } = await storeInMemory();
  await store.articles.commitPage(page([numbered(0), numbered(1), numbered(2)], { at: noon }));
  const revised = { ...numbered(1), headline: 'Something else altogether is said by now' };
  await store.articles.commitPage(page([revised, numbered(3)], { at: noon + day }));
  const ids = (query: object) => pastCandidates(database, { asOf: noon, ...query });
  expect(ids({})).toEqual([3, 2, 1]);
  expect(ids({ since: noon + minute, until: noon + 2 * minute })).toEqual([2]);
  expect(ids({ tickers: tickers('CLDR'), until: noon + minute })).toEqual([1]);
  expect(ids({ tickers: tickers('NONE') })).toEqual([]);
  expect(ids({ sources: ['finnhub'] })).toEqual([]);
  expect(ids({ search: 'no such word' })).toEqual([2]);
  expect(ids({ search: '?' })).toEqual([]);
});

test('by their sentiment those are looked at that have any, or had some', async () => {
  const { store, database } = await storeInMemory();
  const stated = numbered(2, { sentiment: states(0.5) });
  const scores = scoring([numbered(0), numbered(1)], opinion(0.5));
  await store.articles.commitPage(page([numbered(0), numbered(1), stated, numbered(3)], { at: noon, scores }));
  await store.articles.addScores([adding(numbered(1), null)]);
  const ids = (query: object) => pastCandidates(database, { asOf: noon + day, ...query });
  expect([ids({ sentiments: ['negative'] }), ids({ minConfidence: 1 })]).toEqual([
    [3, 2, 1],
    [3, 2, 1],
  ]);
  expect(ids({ minRelevance: 1 })).toEqual([4, 3, 2, 1]);
});

test.each<[ItemQuery, boolean]>([
  [{ since: noon, until: noon + 1, tickers: tickers('CLDR'), sources: ['tiingo'], limit: 1, asOf: noon }, true],
  [{ search: 'x' }, false],
  [{ minPublishers: 0 }, false],
  [{ sentiments: [] }, false],
  [{ minConfidence: 0 }, false],
  [{ minRelevance: 0 }, false],
])('whether rows alone answer %j: %s', (query, expected) => {
  expect(isExact(query)).toBe(expected);
});

test('a story that shows an earlier article by now is found where it stood then', async () => {
  const { store, database } = await storeInMemory();
  const late = article({ publishedAt: noon });
  const early = article({ sourceId: '2', publishedAt: noon - 12 * 60 * minute });
  await store.articles.commitPage(page([late], { at: noon }));
  await store.articles.commitPage(page([early], { at: noon + day }));
  expect(pastCandidates(database, { asOf: noon, since: noon, tickers: tickers('CLDR') })).toEqual([1]);
  expect(pastCandidates(database, { asOf: noon + day, since: noon })).toEqual([]);
});
