import { expect, test } from 'vitest';
import { day, minute, noon, numbered, page, tickers } from '../../src/conformance/build.js';
import { isExact, pastCandidates } from '../../src/postgres/past-candidates.js';
import { hasPostgres, inSession, openPostgres } from '../support/postgres.js';

test.skipIf(!(await hasPostgres()))('candidates are rows, newest first, exact but for a search', async () => {
  const { store, schema } = await openPostgres();
  await store.articles.commitPage(page([numbered(0), numbered(1), numbered(2)], { at: noon }));
  const revised = { ...numbered(1), headline: 'Something else altogether is said by now' };
  await store.articles.commitPage(page([revised, numbered(3)], { at: noon + day }));
  const ids = (query: object) => inSession(schema, (session) => pastCandidates(session, { asOf: noon, ...query }));
  expect(await ids({})).toEqual([3, 2, 1]);
  expect(await ids({ since: noon + minute, until: noon + 2 * minute })).toEqual([2]);
  expect(await ids({ tickers: tickers('CLDR'), until: noon + minute })).toEqual([1]);
  expect(await ids({ tickers: tickers('NONE') })).toEqual([]);
  expect(await ids({ sources: ['finnhub'] })).toEqual([]);
  expect(await ids({ search: 'no such word' })).toEqual([2]);
  expect(await ids({ search: '?' })).toEqual([]);
});

test('a query of what is not settled by rows is looked at story by story', () => {
  expect([{}, { tickers: tickers('CLDR'), sources: ['tiingo'], since: noon }].map(isExact)).toEqual([true, true]);
  const others = [{ search: 'a' }, { minPublishers: 2 }, { sentiments: [] }, { minConfidence: 0 }, { minRelevance: 0 }];
  expect(others.map(isExact)).toEqual([false, false, false, false, false]);
});
