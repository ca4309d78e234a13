import { describe, expect, test } from 'vitest';
import { article, day, noon, numbered, page, tickers } from '../../src/conformance/build.js';
import { queriesOf } from '../../src/sqlite/queries.js';
import { storeInMemory } from '../support/memory-database.js';

describe('queries', () => {
  test('take the rows of a chunk in the order that is asked for, and leave out what is gone', async () => {
    const { store, database } = await storeInMemory();
    await store.articles.commitPage(page([numbered(0), numbered(1), numbered(2)]));
    const queries = queriesOf(database);
    expect(queries.items([3, 99, 1]).map(({ headline }) => headline)).toEqual([
      numbered(2).headline,
      numbered(0).headline,
    ]);
    await store.maintenance.prune({ eventsBefore: 0, storiesBefore: noon + 1 });
    expect(queries.items([1, 2]).map(({ headline }) => headline)).toEqual([numbered(1).headline]);
    expect(queries.storyIds()).toHaveLength(2);
  });

  test('list row numbers and nothing else, newest first', async () => {
    const { store, database } = await storeInMemory();
    await store.articles.commitPage(page([numbered(0), numbered(1), article({ publishedAt: noon + day })]));
    const queries = queriesOf(database);
    expect(queries.itemIds({})).toEqual([3, 2, 1]);
    expect(queries.itemIds({ limit: 1 })).toEqual([3]);
    expect(queries.itemIds({ tickers: tickers('CLDR'), until: noon + 1 })).toEqual([1]);
  });

  test('are made once for a client', async () => {
    const { database } = await storeInMemory();
    expect(queriesOf(database)).toBe(queriesOf(database));
  });
});
