import { IngestError } from '@ingest/core';
import { describe, expect, test } from 'vitest';
import { article, numbered, page } from '../../src/conformance/build.js';
import { onlyStory, rejectsWith } from '../../src/conformance/expect.js';
import { createMemoryStore } from '../../src/memory/index.js';

describe('rejectsWith', () => {
  test('passes for the code', async () => {
    await rejectsWith('STORE_BUSY', Promise.reject(new IngestError('STORE_BUSY', 'locked')));
  });

  test.each<[string, () => Promise<unknown>]>([
    ['another code', () => Promise.reject(new IngestError('STORE_FULL', 'full'))],
    ['an error without a code', () => Promise.reject(new Error('STORE_BUSY'))],
    ['no error', () => Promise.resolve()],
  ])('fails for %s', async (_, work) => {
    await expect(rejectsWith('STORE_BUSY', work())).rejects.toThrow();
  });
});

test('onlyStory fails when there is none, or a second', async () => {
  const store = createMemoryStore();
  await store.open({ create: true });
  await expect(onlyStory(store)).rejects.toThrow('exactly one');
  await store.articles.commitPage(page([article()]));
  expect(await onlyStory(store)).toMatchObject({ headline: article().headline });
  await store.articles.commitPage(page([numbered(1)]));
  await expect(onlyStory(store)).rejects.toThrow('exactly one');
});
