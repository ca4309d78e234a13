import type { Store } from '@ingest/core';
import { createMemoryStore } from '@ingest/storage/memory';
import { expect, it } from 'vitest';
import { watchStore } from '../src/watched-store.js';

it('knows what has been waited for longest, and answers as the store does', async () => {
  const inner: Store = createMemoryStore();
  const { store, waitedFor } = watchStore(inner);
  await store.open({ create: true });
  expect([store.location, waitedFor()]).toEqual([inner.location, null]);
  const listing = store.registers.list('a');
  const other = store.registers.list('b');
  expect(waitedFor()).toBe('registers.list');
  expect(await listing).toEqual(await inner.registers.list('a'));
  await other;
  expect(waitedFor()).toBeNull();
});

it('forgets what failed', async () => {
  const { store, waitedFor } = watchStore(createMemoryStore());
  await expect(store.registers.list('a')).rejects.toMatchObject({ code: 'STORE_CLOSED' });
  expect(waitedFor()).toBeNull();
});
