import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { digestOf } from '@ingest/core';
import { describe, expect, test } from 'vitest';
import { article, owner, page, term } from '../../src/conformance/build.js';
import { upkeepCases } from '../../src/conformance/upkeep-cases.js';
import { conform } from '../support/conform.js';
import { makeStore, openStore } from '../support/store-files.js';
import { sqliteSubject, temporaryDirectory } from '../support/subjects.js';

describe('upkeep of an SQLite store', () => conform([...upkeepCases], sqliteSubject));

describe('a backup', () => {
  test('is a store of its own with the same content, also while another process writes', async () => {
    const directory = temporaryDirectory();
    const [path, copy] = [join(directory, 'news.db'), join(directory, "copy of 'news'.db")];
    await makeStore(path);
    const [store, writing] = [await openStore(path), await openStore(path)];
    const before = await digestOf(store.reading.stories());
    await Promise.all([store.maintenance.backup(copy), writing.articles.commitPage(page([]))]);
    await writing.articles.commitPage(page([article()]));
    const backup = await openStore(copy);
    expect(await digestOf(backup.reading.stories())).toEqual(before);
    expect((await backup.maintenance.check()).problems).toEqual([]);
    for (const one of [backup, store, writing]) await one.close();
    expect(readdirSync(directory).sort()).toEqual(["copy of 'news'.db", 'news.db']);
  });

  test('holds no lease, whoever held one, and goes on with its number', async () => {
    const directory = temporaryDirectory();
    const [path, copy] = [join(directory, 'news.db'), join(directory, 'copy.db')];
    const store = await openStore(path);
    await store.leases.take('run', owner(1), term());
    await store.maintenance.backup(copy);
    const backup = await openStore(copy);
    expect(await backup.leases.take('run', owner(2), term())).toMatchObject({ taken: true, token: { number: 2 } });
    expect(await store.leases.take('run', owner(2), term())).toMatchObject({ taken: false });
    for (const one of [backup, store]) await one.close();
    expect(readdirSync(directory).sort()).toEqual(['copy.db', 'news.db']);
  });

  test('overwrites nothing', async () => {
    const directory = temporaryDirectory();
    const [path, copy] = [join(directory, 'news.db'), join(directory, 'copy.db')];
    const store = await openStore(path);
    writeFileSync(copy, 'precious');
    await expect(store.maintenance.backup(copy)).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      message: expect.stringContaining(copy),
      hint: expect.any(String),
    });
    await expect(store.maintenance.backup(path)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    await expect(store.maintenance.backup(directory)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    expect(readFileSync(copy, 'utf8')).toBe('precious');
    await store.close();
  });

  test('that cannot be made leaves nothing behind', async () => {
    const directory = temporaryDirectory();
    const store = await openStore(join(directory, 'news.db'));
    await expect(store.maintenance.backup(join(directory, 'no', 'copy.db'))).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
    });
    mkdirSync(join(directory, 'copy.db.unfinished'));
    await expect(store.maintenance.backup(join(directory, 'copy.db'))).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
    });
    expect(existsSync(join(directory, 'copy.db'))).toBe(false);
    await store.close();
  });
});
