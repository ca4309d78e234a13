import { expect, test } from 'vitest';
import { storeCases } from '../../src/conformance/index.js';
import { createMemoryStore } from '../../src/memory/index.js';
import { failuresOf } from '../support/conform.js';
import { memorySubject } from '../support/subjects.js';

test('the reference implementation passes the whole suite', async () => {
  expect(await failuresOf(storeCases, memorySubject)).toEqual([]);
});

test('a store that does nothing passes almost nothing', async () => {
  const nothing = async () => {};
  const failed = await failuresOf(storeCases, () => ({
    connect: () => ({ ...createMemoryStore(), open: nothing, close: nothing }),
  }));
  expect(failed.length).toBeGreaterThan(storeCases.length - 5);
});

test('every case has a name of its own', () => {
  expect(new Set(storeCases.map(({ name }) => name)).size).toBe(storeCases.length);
});
