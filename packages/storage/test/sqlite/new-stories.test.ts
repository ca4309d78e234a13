import { expect, test } from 'vitest';
import { concluding, event, minute, noon } from '../../src/conformance/build.js';
import { countNewStories } from '../../src/sqlite/new-stories.js';
import { storeInMemory } from '../support/memory-database.js';

test('new stories are counted by when their collections began, the end left out, and none is nothing', async () => {
  const { store, database } = await storeInMemory();
  expect(countNewStories(database, 0, noon * 2)).toBe(0);
  await store.articles.commitPage(concluding({ event: event() }));
  const { newItemCount } = event();
  expect(newItemCount).toBeGreaterThan(0);
  expect(countNewStories(database, noon - minute, noon + minute)).toBe(newItemCount);
  expect(countNewStories(database, noon - minute, noon)).toBe(0);
});
