import { expect, test } from 'vitest';
import { article, noon, page } from '../../src/conformance/build.js';
import { collisionsOf } from '../../src/sqlite/collisions.js';
import { storeInMemory } from '../support/memory-database.js';

test('a story that two sources carried is one collision, however many articles there are', async () => {
  const { store, database } = await storeInMemory();
  const others = ['8', '9'].map((sourceId) => article({ source: 'finnhub', sourceId }));
  await store.articles.commitPage(page([article(), ...others]));
  expect(collisionsOf(database, noon)).toEqual([{ first: 'tiingo', later: 'finnhub', stories: 1 }]);
  expect(collisionsOf(database, noon + 1)).toEqual([]);
});
