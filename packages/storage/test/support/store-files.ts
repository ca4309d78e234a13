import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { Store } from '@ingest/core';
import { numbered, page } from '../../src/conformance/build.js';
import { createSqliteStore, type SqliteFileOptions } from '../../src/sqlite/index.js';

/** A store that is open; the caller closes it. */
export async function openStore(path: string, options: Partial<SqliteFileOptions> = {}): Promise<Store> {
  const store = createSqliteStore({ path, ...options });
  await store.open({ create: true });
  return store;
}

/** A closed store of so many pages of ten stories. */
export async function makeStore(path: string, pages = 2): Promise<void> {
  const store = await openStore(path);
  for (let part = 0; part < pages; part += 1) {
    await store.articles.commitPage(page(Array.from({ length: 10 }, (_, index) => numbered(part * 10 + index))));
  }
  await store.close();
}

/** Everything of a store on disk, by file name: its bytes, and those of what SQLite puts beside it. */
export function filesOf(path: string): Record<string, string> {
  const names = readdirSync(dirname(path)).filter((name) => name.startsWith(basename(path)));
  return Object.fromEntries(
    names.map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(`${dirname(path)}/${name}`))
        .digest('hex'),
    ]),
  );
}
