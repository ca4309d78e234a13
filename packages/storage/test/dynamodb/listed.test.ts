import { describe, expect, test } from 'vitest';
import { day, noon, numbered, page, tickers } from '../../src/conformance/build.js';
import { listedFor, placesFor } from '../../src/dynamodb/listed.js';
import { hasDynamo, openDynamo, tableOf } from '../support/dynamodb.js';

describe.skipIf(!(await hasDynamo()))('lists', () => {
  test('give the newest first, of days, tickers and sources, and of a range of time', async () => {
    const { store, table } = await openDynamo();
    const articles = [0, 1, 2].map((index) => numbered(index, { publishedAt: noon + index * day }));
    await store.articles.commitPage(page(articles));
    const times = async (query: Parameters<typeof listedFor>[1]) =>
      (await listedFor(await tableOf(table), query)).map(({ at }) => (at - noon) / day);
    expect(await times({})).toEqual([2, 1, 0]);
    expect(await times({ since: noon + 1, until: noon + 2 * day })).toEqual([1]);
    expect(await times({ tickers: tickers('CLDR', 'BELT') })).toEqual([2, 1, 0]);
    expect(await times({ tickers: tickers('BELT') })).toEqual([]);
    expect(await times({ sources: ['tiingo'], until: noon + 1 })).toEqual([0]);
  });

  test('are the same however little is read at once', async () => {
    const { store, table: name } = await openDynamo();
    const [cldr, belt] = [tickers('CLDR'), tickers('BELT', 'CLDR')];
    const articles = Array.from({ length: 20 }, (_, index) =>
      numbered(index, { publishedAt: noon + index * (day / 4), tickers: index % 3 === 0 ? belt : cldr }),
    );
    await store.articles.commitPage(page(articles));
    const table = await tableOf(name);
    for (const query of [
      {},
      { tickers: belt },
      { sources: ['tiingo'], since: noon + day },
      { until: noon + 3 * day },
    ]) {
      const places: unknown[] = [];
      for await (const place of placesFor(table, query, 1)) places.push(place);
      expect(places).toEqual(await listedFor(table, query));
      expect(places.length).toBeGreaterThan(10);
    }
  });
});
