import { expect, test } from 'vitest';
import { article, noon, page } from '../../src/conformance/build.js';
import { collisionsOf } from '../../src/memory/collisions.js';
import { createMemoryData, createMemoryStore } from '../../src/memory/index.js';

test('a story that two sources carried is one collision, however many articles there are', async () => {
  const data = createMemoryData();
  const store = createMemoryStore({ data });
  await store.open({ create: true });
  const others = ['8', '9'].map((sourceId) => article({ source: 'finnhub', sourceId }));
  await store.articles.commitPage(page([article(), ...others]));
  expect(collisionsOf(data, noon)).toEqual([{ first: 'tiingo', later: 'finnhub', stories: 1 }]);
  expect(collisionsOf(data, noon + 1)).toEqual([]);
});
