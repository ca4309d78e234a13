import { type Article, lookupPlaces, prepareArticle, storyKey } from '@ingest/core';
import { expect, test } from 'vitest';
import { article, day, minute, noon, numbered, page } from '../../src/conformance/build.js';
import { AnchorReader } from '../../src/sqlite/anchors.js';
import { storeInMemory } from '../support/memory-database.js';

test('anchors are read by the places of an article, as they came first, each once', async () => {
  const { store, database } = await storeInMemory();
  const anchor = article();
  await store.articles.commitPage(page([anchor, numbered(1)]));
  await store.articles.commitPage(page([{ ...anchor, headline: 'Something else by now' }]));
  const asked = prepareArticle(article({ sourceId: 'another', publishedAt: noon + minute }));
  const reader = new AnchorReader(database);
  const found = reader.at(lookupPlaces(asked));
  expect(found.map((one) => [one.storyKey, one.prepared.key])).toEqual([[storyKey(anchor), asked.key]]);
  expect(reader.at(lookupPlaces(asked))[0]?.prepared).toBe(found[0]?.prepared);
  expect(reader.at([])).toEqual([]);
});

test('a story whose text was pruned has no anchor', async () => {
  const { store, database } = await storeInMemory();
  await store.articles.commitPage(page([article()]));
  const places = lookupPlaces(prepareArticle(article()));
  expect(new AnchorReader(database).at(places)).toHaveLength(1);
  await store.maintenance.prune({ eventsBefore: 0, storiesBefore: noon + minute });
  expect(new AnchorReader(database).at(places)).toEqual([]);
  expect(database.prepare('SELECT count(*) AS rows FROM lookups').get()).toEqual({ rows: 0 });
});

test('of anchors those are kept that were looked at last', async () => {
  const { store, database } = await storeInMemory();
  const stories = [0, 1, 2].map((index) => numbered(index, { publishedAt: noon + index * day }));
  await store.articles.commitPage(page(stories));
  const reader = new AnchorReader(database, 2);
  const look = (index: number) => reader.at(lookupPlaces(prepareArticle(stories[index] as Article)))[0]?.prepared;
  const [first, second] = [look(0), look(1)];
  expect(look(0)).toBe(first);
  expect(look(2)).toBeDefined();
  expect(look(0)).toBe(first);
  expect(look(1)).toEqual(second);
  expect(look(1)).not.toBe(second);
});
