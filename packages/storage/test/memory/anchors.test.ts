import { lookupPlaces, prepareArticle, storyKey } from '@ingest/core';
import { expect, test } from 'vitest';
import { article, page } from '../../src/conformance/build.js';
import { anchorsAt } from '../../src/memory/anchors.js';
import { createMemoryData, createMemoryStore } from '../../src/memory/index.js';

test('an anchor that is filed at several places is found once', async () => {
  const data = createMemoryData();
  const store = createMemoryStore({ data });
  await store.open({ create: true });
  await store.articles.commitPage(page([article()]));
  const places = lookupPlaces(prepareArticle(article()));
  expect(places.length).toBeGreaterThan(2);
  expect(anchorsAt(data, places).map((anchor) => anchor.storyKey)).toEqual([storyKey(article())]);
  expect(anchorsAt(data, [])).toEqual([]);
});
