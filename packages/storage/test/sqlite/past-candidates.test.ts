import { expect, test } from 'vitest';
import { article, day, minute, noon, numbered, page, tickers } from '../../src/conformance/build.js';
import { pastCandidates } from '../../src/sqlite/past-candidates.js';
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

test('a story that shows an earlier article by now is found where it stood then', async () => {
  const { store, database } = await storeInMemory();
  const late = article({ publishedAt: noon });
  const early = article({ sourceId: '2', publishedAt: noon - 12 * 60 * minute });
  await store.articles.commitPage(page([late], { at: noon }));
  await store.articles.commitPage(page([early], { at: noon + day }));
  expect(pastCandidates(database, { asOf: noon, since: noon, tickers: tickers('CLDR') })).toEqual([1]);
  expect(pastCandidates(database, { asOf: noon + day, since: noon })).toEqual([]);
});
