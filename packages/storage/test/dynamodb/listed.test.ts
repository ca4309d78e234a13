import type { StoryKey } from '@ingest/core';
import { describe, expect, test } from 'vitest';
import { day, noon, numbered, page, tickers } from '../../src/conformance/build.js';
import { keyOfListed, listedFor, placesOf } from '../../src/dynamodb/listed.js';
import { instantText } from '../../src/dynamodb/row.js';
import { hasDynamo, openDynamo, tableOf } from '../support/dynamodb.js';

const [one, two] = ['1', '2'] as readonly string[] as readonly [StoryKey, StoryKey];

test('a story is given at the time that it shows, else at the last of its places', () => {
  const placeOf = placesOf([
    { at: 9, storyKey: one },
    { at: 7, storyKey: one },
    { at: 5, storyKey: two },
  ]);
  expect([placeOf(one, 9), placeOf(one, 7), placeOf(one, 6), placeOf(two, 5)]).toEqual([9, 7, 7, 5]);
  expect(keyOfListed({ pk: 'D#', sk: `${instantText(noon)}#${one}` })).toBe(one);
});

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
});
