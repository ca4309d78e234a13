import { expect, test } from 'vitest';
import { article, page } from '../../src/conformance/build.js';
import { all } from '../../src/conformance/expect.js';
import { reopening } from '../../src/conformance/index.js';
import { createMemoryData, createMemoryStore } from '../../src/memory/index.js';

test('every operation works on a store of its own, which is closed afterwards', async () => {
  const data = createMemoryData();
  const log: string[] = [];
  const store = reopening({
    connect() {
      const inner = createMemoryStore({ data });
      return {
        ...inner,
        open: (options) => {
          log.push(`open ${options.create}`);
          return inner.open(options);
        },
        close: () => {
          log.push('close');
          return inner.close();
        },
      };
    },
  }).connect();
  await store.open({ create: true });
  await store.articles.commitPage(page([article()]));
  expect(await all(store.reading.items({}))).toHaveLength(1);
  await expect(store.leases.renew({ name: 'run', number: 1 }, { now: 0, from: 0, until: 1 })).rejects.toThrow();
  expect(log).toEqual(['open true', 'close', 'open false', 'close', 'open false', 'close', 'open false', 'close']);
});
