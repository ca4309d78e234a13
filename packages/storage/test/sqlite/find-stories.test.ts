import { storyKey } from '@ingest/core';
import { expect, test } from 'vitest';
import { article, day, noon, numbered, page } from '../../src/conformance/build.js';
import { findStories } from '../../src/sqlite/find-stories.js';
import { storeInMemory } from '../support/memory-database.js';

test('a key is found on whatever day it stands, by few seeks and no scan', async () => {
  const { store, database } = await storeInMemory();
  const articles = [0, 3, 40].map((index) => numbered(index, { publishedAt: noon + index * day }));
  await store.articles.commitPage(page(articles));
  for (const one of articles) {
    expect(findStories(database, storyKey(one).slice(0, 8))).toEqual([storyKey(one)]);
    expect(findStories(database, one.sourceId ?? '')).toEqual([storyKey(one)]);
  }
  const plan = database.prepare('EXPLAIN QUERY PLAN SELECT min(day) FROM known_keys WHERE day > ?').all(1) as {
    detail: string;
  }[];
  expect(plan.map(({ detail }) => detail).join()).toMatch(/SEARCH known_keys USING PRIMARY KEY/);
});

test('an article without an id is found by its key alone', async () => {
  const { store, database } = await storeInMemory();
  await store.articles.commitPage(page([article({ sourceId: null })]));
  expect(findStories(database, 'null')).toEqual([]);
  expect(findStories(database, storyKey(article({ sourceId: null })))).toHaveLength(1);
});
