import { existsSync } from 'node:fs';
import type { Store } from '@ingest/core';
import { expect, it, vi } from 'vitest';
import { withStore, withStoreAt } from '../../src/commands/with-store.js';
import { inEmptyDirectory, ingest } from '../support/ingest.js';

inEmptyDirectory();

const flags = { store: 'news.db', quiet: true };

it('opens the store of the flags, and answers with what the work came to', async () => {
  expect(await withStore(flags, async (store) => (await store.maintenance.check()).stories, { create: true })).toBe(0);
  expect(await withStoreAt('news.db', async ({ location }) => location)).toContain('news.db');
});

it('makes no store that is not there unless it is told to', async () => {
  await expect(withStore(flags, async () => 0)).rejects.toThrow('news.db');
  expect(existsSync('news.db')).toBe(false);
});

it('closes the store also when the work fails', async () => {
  let read = () => Promise.resolve<unknown>(null);
  const failing = withStoreAt(
    'news.db',
    async (store) => {
      read = () => store.state.sources();
      await read();
      throw new TypeError('a bug');
    },
    { create: true },
  );
  await expect(failing).rejects.toThrow('a bug');
  await expect(read()).rejects.toThrow();
});

it('says of a copy that is not finished that it is none of the whole, and lets no run write to it', async () => {
  const begin = async (store: Store) => {
    await store.registers.change('copy/old', () => ({ after: { part: 'stories' }, result: undefined }));
    return 0;
  };
  await withStoreAt('ingest.db', begin, { create: true });
  const read = await ingest('items');
  expect([read.exitCode, read.stderr]).toEqual([0, expect.stringContaining('is a copy that is not finished')]);
  vi.stubEnv('TIINGO_API_KEY', 'tiingo-key-1');
  const run = await ingest('run', '--tickers', 'AAPL', '--source', 'tiingo');
  expect([run.exitCode, run.stderr]).toEqual([2, expect.stringContaining('ingest db copy')]);
});
