import { mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { inspectFile } from '../../src/sqlite/inspect.js';
import { filesOf, makeStore } from '../support/store-files.js';
import { temporaryDirectory } from '../support/subjects.js';

const newPath = () => join(temporaryDirectory(), 'news.db');
const inspect = (path: string) => inspectFile(path, 'news.db');

describe('looking at a path', () => {
  test('tells whether there is a store, nothing, or a file that may become one', async () => {
    const path = newPath();
    expect(await inspect(path)).toEqual({ state: 'missing', bytes: 0, isWritable: true });
    writeFileSync(path, '');
    expect(await inspect(path)).toMatchObject({ state: 'blank', isWritable: true });
    new Database(path).pragma('journal_mode = WAL');
    expect(await inspect(path)).toMatchObject({ state: 'blank' });
  });

  test('takes a file that has our mark, and nothing else yet, for one that may become a store', async () => {
    const path = newPath();
    headed(path, 0x494e_4753, 0);
    expect(await inspect(path)).toMatchObject({ state: 'blank' });
  });

  test('knows a store, and touches nothing', async () => {
    const path = newPath();
    await makeStore(path);
    const before = filesOf(path);
    expect(await inspect(path)).toMatchObject({ state: 'store', isWritable: true });
    expect(filesOf(path)).toEqual(before);
  });

  test('takes a file for a store whose content may be in the log of a process that died', async () => {
    const path = newPath();
    writeFileSync(path, '');
    writeFileSync(`${path}-wal`, 'log');
    expect(await inspect(path)).toMatchObject({ state: 'store', bytes: 3 });
  });

  test('does not take a file for cut off while its end may be in the log', async () => {
    const path = newPath();
    await makeStore(path);
    truncateSync(path, 8192);
    await expect(inspect(path)).rejects.toMatchObject({ code: 'STORE_CORRUPT' });
    writeFileSync(`${path}-wal`, 'log');
    expect(await inspect(path)).toMatchObject({ state: 'store' });
  });

  test('takes no store for cut off that other connections open, write and close meanwhile', async () => {
    const path = newPath();
    await makeStore(path);
    let isDone = false;
    const looking = (async () => {
      while (!isDone) expect((await inspect(path)).state).toBe('store');
    })();
    for (let round = 0; round < 60; round += 1) {
      const database = new Database(path);
      database.exec('CREATE TABLE IF NOT EXISTS filler (text); INSERT INTO filler VALUES (zeroblob(60000))');
      await new Promise(setImmediate);
      // The last one to close writes the log into the file, which grows by it.
      database.close();
      await new Promise(setImmediate);
    }
    isDone = true;
    await looking;
  });

  test.each<[string, (path: string) => void, string, RegExp]>([
    ['a directory', (path) => mkdirSync(path), 'STORE_UNAVAILABLE', /it is not a file/],
    ['a text', (path) => writeFileSync(path, 'x'.repeat(500)), 'STORE_CORRUPT', /is not a database/],
    ['a newer store', (path) => headed(path, 0x494e_4753, 8), 'STORE_SCHEMA', /has schema 8/],
    ['a store without tables', (path) => headed(path, 0x494e_4753, 3), 'STORE_CORRUPT', /holds none of its tables/],
    ['another program’s version', (path) => headed(path, 0, 3), 'STORE_CORRUPT', /of another program/],
    ['another program’s mark', (path) => headed(path, 1, 0), 'STORE_CORRUPT', /of another program/],
  ])('refuses %s', async (_, make, code, message) => {
    const path = newPath();
    make(path);
    await expect(inspect(path)).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
    await expect(inspect(path)).rejects.toMatchObject({
      message: expect.stringContaining('news.db'),
      hint: expect.any(String),
    });
  });
});

/** A database with nothing but these marks. */
function headed(path: string, application: number, version: number): void {
  const database = new Database(path);
  database.pragma(`application_id = ${application}`);
  database.pragma(`user_version = ${version}`);
  database.close();
}
