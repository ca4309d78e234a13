import { storyKey } from '@ingest/core';
import { expect, test } from 'vitest';
import { article, day, noon, numbered, page } from '../../src/conformance/build.js';
import { storyIds } from '../../src/sqlite/story-ids.js';
import { storeInMemory } from '../support/memory-database.js';

test('rows are found by the own keys of stories, not by those of articles that joined', async () => {
  const { store, database } = await storeInMemory();
  const joining = article({ sourceId: '2', headline: article().headline.replace('its', 'its own') });
  await store.articles.commitPage(page([article(), joining, numbered(1)]));
  const keys = [numbered(1), joining, article()].map((one) => storyKey(one));
  expect(storyIds(database, keys)).toEqual([2, 1]);
});

test('rows are found on whatever day, in the order asked, each as often as it is asked for', async () => {
  const { store, database } = await storeInMemory();
  const on = (number: number) => numbered(number, { publishedAt: noon + number * day });
  await store.articles.commitPage(page([0, 1, 2, 3, 4].map(on)));
  const asked = [2, 2, 9, 0, 4, 1, 0, 3].map((number) => storyKey(on(number)));
  expect(storyIds(database, asked)).toEqual([3, 3, 1, 5, 2, 1, 4]);
  expect(storyIds(database, [])).toEqual([]);
});

test('in an empty store there is none', async () => {
  const { database } = await storeInMemory();
  expect(storyIds(database, [storyKey(article())])).toEqual([]);
});
