import { expect, test } from 'vitest';
import { article, page } from '../../src/conformance/build.js';
import { createMemoryData, createMemoryStore } from '../../src/memory/index.js';

test('data is apart from the store: stores on the same data see each other, others do not', async () => {
  const data = createMemoryData();
  const [first, second, other] = [createMemoryStore({ data }), createMemoryStore({ data }), createMemoryStore()];
  for (const store of [first, second, other]) await store.open({ create: true });
  await first.articles.commitPage(page([article()]));
  expect(await second.reading.countItems({})).toBe(1);
  expect(await other.reading.countItems({})).toBe(0);
  await first.close();
  expect(data.articles.size).toBe(1);
});
