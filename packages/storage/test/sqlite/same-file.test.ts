import { copyFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createSqliteStore } from '../../src/sqlite/index.js';
import { temporaryDirectory } from '../support/subjects.js';

async function opened() {
  const path = join(temporaryDirectory(), 'news.db');
  const store = createSqliteStore({ path });
  await store.open({ create: true });
  const write = () => store.registers.change('count', () => ({ after: 1, result: null }));
  await write();
  return { path, store, write };
}

it('refuses to write to a file that nobody can read any more', async () => {
  const { path, store, write } = await opened();
  rmSync(path);
  await expect(write()).rejects.toMatchObject({
    code: 'STORE_UNAVAILABLE',
    message: expect.stringContaining('was removed while it was open'),
  });
  await store.close();
});

it('refuses to write to a file that another one has taken the place of', async () => {
  const { path, store, write } = await opened();
  copyFileSync(path, `${path}.backup`);
  renameSync(`${path}.backup`, path);
  await expect(write()).rejects.toThrow('was replaced by another one while it was open');
  await store.close();
});
