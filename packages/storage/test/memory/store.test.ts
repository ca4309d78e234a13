import { describe, expect, test } from 'vitest';
import { lifecycleCases } from '../../src/conformance/lifecycle-cases.js';
import { createMemoryStore } from '../../src/memory/index.js';
import { conform } from '../support/conform.js';
import { memorySubject } from '../support/subjects.js';

describe('a memory store', () => conform([...lifecycleCases], memorySubject));

test('a memory store says where it is, and can be disposed of', async () => {
  const store = createMemoryStore();
  expect(store.location).toBe('memory:');
  await store.open({ create: true });
  await store[Symbol.asyncDispose]();
  await expect(store.reading.countItems({})).rejects.toMatchObject({ code: 'STORE_CLOSED' });
});
