import { expect, test } from 'vitest';
import { article, noon, page, tickers } from '../../src/conformance/build.js';
import { holdsAny } from '../../src/dynamodb/holds-any.js';
import { hasDynamo, openDynamo, tableOf } from '../support/dynamodb.js';

test.skipIf(!(await hasDynamo()))('an article is found in the window of its own time, not of its story', async () => {
  const { store, table: name } = await openDynamo();
  await store.articles.commitPage(page([article({ publishedAt: noon })]));
  await store.articles.commitPage(page([article({ source: 'finnhub', publishedAt: noon + 5 })]));
  const table = await tableOf(name);
  const holds = (source: string, from: number, to: number, ticker = 'CLDR') =>
    holdsAny(table, source, tickers(ticker), { from, to });
  expect(await holds('finnhub', noon + 5, noon + 5)).toBe(true);
  expect(await holds('finnhub', noon, noon + 4)).toBe(false);
  expect(await holds('finnhub', noon + 6, noon + 9)).toBe(false);
  expect(await holds('tiingo', noon, noon)).toBe(true);
  expect(await holds('tiingo', noon, noon + 9, 'BELT')).toBe(false);
  expect(await holds('polygon', noon, noon + 9)).toBe(false);
});
