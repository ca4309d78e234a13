import { storyKey } from '@ingest/core';
import { expect, test } from 'vitest';
import { article, numbered, page } from '../../src/conformance/build.js';
import { findStories } from '../../src/memory/find-stories.js';
import { createMemoryData, createMemoryStore } from '../../src/memory/index.js';

test('stories are found by key, beginning and id', async () => {
  const data = createMemoryData();
  const store = createMemoryStore({ data });
  await store.open({ create: true });
  await store.articles.commitPage(page([article(), numbered(1)]));
  const own = storyKey(article());
  for (const text of [own, own.slice(0, 10), '1', 'tiingo:1']) expect(findStories(data, text)).toEqual([own]);
  expect(findStories(data, 'tiingo:9')).toEqual([]);
});
