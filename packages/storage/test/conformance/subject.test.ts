import { describe, expect, test } from 'vitest';
import { onStore, withStore } from '../../src/conformance/subject.js';
import { createMemoryStore } from '../../src/memory/index.js';
import { memorySubject } from '../support/subjects.js';

describe('a case on an open store', () => {
  test('closes the store also when it fails', async () => {
    const store = createMemoryStore();
    const failing = onStore('fails', () => Promise.reject(new Error('on purpose')));
    await expect(failing.run({ connect: () => store })).rejects.toThrow('on purpose');
    await expect(store.reading.countItems({})).rejects.toMatchObject({ code: 'STORE_CLOSED' });
  });

  test('fails when the store finds itself broken', async () => {
    const store = createMemoryStore();
    const problems = ['every story has an article: 1 does not'];
    const maintenance = {
      ...store.maintenance,
      check: async () => ({ schemaVersion: 1, stories: 1, articles: 0, problems }),
    };
    await expect(withStore({ connect: () => ({ ...store, maintenance }) }, async () => 1)).rejects.toThrow(problems[0]);
  });

  test('gives back what the work came to', async () => {
    expect(await withStore(memorySubject(), async (store) => store.location)).toBe('memory:');
  });
});
