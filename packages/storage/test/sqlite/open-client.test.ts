import { randomBytes } from 'node:crypto';
import { readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ErrorCode, IngestError } from '@ingest/core';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { article, numbered, page } from '../../src/conformance/build.js';
import { readMigrations } from '../../src/shared/migrate.js';
import { createSqliteStore } from '../../src/sqlite/index.js';
import { inTransaction } from '../../src/sqlite/open-client.js';
import { migrate, schemaVersion } from '../../src/sqlite/schema.js';
import { filesOf, makeStore, openStore } from '../support/store-files.js';
import { temporaryDirectory } from '../support/subjects.js';

const newPath = () => join(temporaryDirectory(), 'news.db');

describe('a file that is no store of ours', () => {
  test.each<[string, Buffer | string]>([
    ['a text', 'dear diary, '.repeat(100)],
    ['rubbish', randomBytes(9000)],
    ['a few bytes', 'SQLite'],
    ['the beginning of a header', 'SQLite format 3\u0000'],
  ])('%s is STORE_CORRUPT and left as it is', async (_, content) => {
    const path = newPath();
    writeFileSync(path, content);
    await expectRefused(path, 'STORE_CORRUPT', /is not a database/);
  });

  test.each<[string, string]>([
    ['without a mark', ''],
    ['with a mark of its own', 'PRAGMA application_id = 252006674;'],
    ['with a log', 'PRAGMA journal_mode = WAL;'],
    ['with many tables', Array.from({ length: 200 }, (_, index) => `CREATE TABLE t${index} (a);`).join('')],
  ])('a database of another program, %s, is STORE_CORRUPT and left as it is', async (_, sql) => {
    const path = newPath();
    const database = new Database(path);
    database.exec(`${sql} CREATE TABLE passwords (site, word); INSERT INTO passwords VALUES ('a', 'b')`);
    database.close();
    await expectRefused(path, 'STORE_CORRUPT', /another program, not an ingest store/);
  });

  test.each([1, 3, 77])('a database without tables that says it has version %i is STORE_CORRUPT', async (version) => {
    const path = newPath();
    const database = new Database(path);
    database.pragma(`user_version = ${version}`);
    database.close();
    await expectRefused(path, 'STORE_CORRUPT', /another program, not an ingest store/);
  });

  test('a store that lost its tables is STORE_CORRUPT and left as it is', async () => {
    const path = newPath();
    const database = new Database(path);
    database.pragma('application_id = 0x494e4753');
    database.pragma('user_version = 3');
    database.close();
    await expectRefused(path, 'STORE_CORRUPT', /holds none of its tables/);
  });

  test('a database of another program that is still in its log is STORE_CORRUPT, and its data stays', async () => {
    const path = newPath();
    const database = new Database(path);
    database.pragma('journal_mode = WAL');
    database.exec("CREATE TABLE passwords (site); INSERT INTO passwords VALUES ('a')");
    await expect(failure(path)).resolves.toMatchObject({ code: 'STORE_CORRUPT' });
    expect(database.prepare('SELECT * FROM passwords').all()).toEqual([{ site: 'a' }]);
    database.close();
  });

  test('a directory is STORE_UNAVAILABLE', async () => {
    expect(await failure(temporaryDirectory())).toMatchObject({ code: 'STORE_UNAVAILABLE' });
  });
});

describe('a damaged store', () => {
  test('is STORE_CORRUPT and left as it is, whichever page is damaged', async () => {
    const path = newPath();
    await makeStore(path);
    const whole = readFileSync(path);
    expect(whole.length / 4096).toBeGreaterThan(20);
    for (let start = 0; start < whole.length; start += 4096) {
      const damaged = Buffer.from(whole);
      randomBytes(4096).copy(damaged, start);
      writeFileSync(path, damaged);
      await expectRefused(path, 'STORE_CORRUPT', /news\.db/);
    }
    writeFileSync(path, whole);
    await (await openStore(path)).close();
  });

  test.each([0.25, 0.5, 0.99])('cut to %d of its length is STORE_CORRUPT and left as it is', async (share) => {
    const path = newPath();
    await makeStore(path);
    truncateSync(path, Math.floor(statSync(path).size * share));
    await expectRefused(path, 'STORE_CORRUPT', /is cut off/);
  });

  test('that is too large to be read as a whole is still found cut off', async () => {
    const path = newPath();
    const store = await openStore(path);
    const description = 'long '.repeat(1000);
    for (let part = 0; part < 10; part += 1)
      await store.articles.commitPage(
        page(Array.from({ length: 100 }, (_, index) => numbered(part * 100 + index, { description }))),
      );
    await store.close();
    expect(statSync(path).size).toBeGreaterThan(5_000_000);
    truncateSync(path, 5_000_000);
    await expectRefused(path, 'STORE_CORRUPT', /is cut off/);
  });
});

describe('a store of a newer program', () => {
  test('is STORE_SCHEMA, names both versions, and is left as it is', async () => {
    const path = newPath();
    await makeStore(path);
    const database = new Database(path);
    database.pragma('user_version = 99');
    database.close();
    await expectRefused(path, 'STORE_SCHEMA', /has schema 99, this program knows schemas up to 7/);
  });

  test('is found out also while its new schema is still in the log', async () => {
    const path = newPath();
    await makeStore(path);
    const database = new Database(path);
    database.pragma('user_version = 99');
    await expect(failure(path)).resolves.toMatchObject({ code: 'STORE_SCHEMA' });
    expect(database.pragma('user_version', { simple: true })).toBe(99);
    database.close();
  });
});

describe('a store that is not there', () => {
  test('is STORE_UNAVAILABLE unless it may be made, and nothing is left behind', async () => {
    const path = newPath();
    expect(await failure(path, false)).toMatchObject({
      code: 'STORE_UNAVAILABLE',
      hint: expect.stringContaining('ingest run'),
    });
    expect(filesOf(path)).toEqual({});
  });

  test('is STORE_UNAVAILABLE in a directory that is not there', async () => {
    const path = join(temporaryDirectory(), 'no', 'news.db');
    const error = await failure(path);
    expect(error).toMatchObject({ code: 'STORE_UNAVAILABLE', hint: expect.stringContaining('make the directory') });
    expect(error.message).toContain(join(path, '..'));
  });

  test('may be an empty file, which is taken for it', async () => {
    const path = newPath();
    writeFileSync(path, '');
    expect(await failure(path, false)).toMatchObject({ code: 'STORE_UNAVAILABLE' });
    await (await openStore(path)).close();
    expect(statSync(path).size).toBeGreaterThan(0);
  });
});

describe('a store that another process locks', () => {
  test('is waited for, and the event loop goes on meanwhile', async () => {
    const path = newPath();
    await makeStore(path);
    const store = await openStore(path);
    const other = new Database(path);
    other.exec('BEGIN IMMEDIATE');
    let turns = 0;
    const turning = setInterval(() => {
      turns += 1;
      if (turns === 5) other.exec('COMMIT');
    }, 1);
    await store.articles.commitPage(page([article()]));
    clearInterval(turning);
    expect(turns).toBeGreaterThanOrEqual(5);
    other.close();
    await store.close();
  });

  test('is STORE_BUSY when that lasts too long, and works afterwards', async () => {
    const path = newPath();
    await makeStore(path);
    const store = await openStore(path, { busyTimeoutMs: 60 });
    const other = new Database(path);
    other.exec('BEGIN IMMEDIATE');
    await expect(store.articles.commitPage(page([article()]))).rejects.toMatchObject({
      code: 'STORE_BUSY',
      hint: expect.stringContaining('another program'),
    });
    expect(await store.reading.countItems({})).toBe(20);
    other.exec('ROLLBACK');
    other.close();
    expect((await store.articles.commitPage(page([article()]))).newStories).toHaveLength(1);
    await store.close();
  });

  test('is STORE_BUSY at opening when it has to be migrated', async () => {
    const path = newPath();
    const other = new Database(path);
    other.exec('BEGIN EXCLUSIVE');
    const store = createSqliteStore({ path, busyTimeoutMs: 60 });
    await expect(store.open({ create: true })).rejects.toMatchObject({ code: 'STORE_BUSY' });
    other.exec('ROLLBACK');
    other.close();
    await store.open({ create: true });
    await store.close();
  });
});

describe('a store that another process keeps for itself', () => {
  test('is waited for at opening, and STORE_BUSY when that lasts too long', async () => {
    const path = newPath();
    await makeStore(path);
    const other = new Database(path);
    other.pragma('locking_mode = EXCLUSIVE');
    other.exec('BEGIN IMMEDIATE; DELETE FROM leases; COMMIT');
    const impatient = createSqliteStore({ path, busyTimeoutMs: 60 });
    await expect(impatient.open({ create: true })).rejects.toMatchObject({ code: 'STORE_BUSY' });
    const patient = createSqliteStore({ path });
    const opening = patient.open({ create: true });
    setTimeout(() => other.close(), 20);
    await opening;
    expect(await patient.reading.countItems({})).toBe(20);
    await patient.close();
  });
});

describe('opening', () => {
  test('leaves one file behind when all is closed', async () => {
    const path = newPath();
    await makeStore(path);
    expect(Object.keys(filesOf(path))).toEqual(['news.db']);
  });

  test('makes commits durable and uses a log', async () => {
    const database = new Database(newPath());
    const store = createSqliteStore({ database });
    await store.open({ create: true });
    const settings = ['synchronous', 'journal_mode', 'foreign_keys'].map((name) =>
      database.pragma(name, { simple: true }),
    );
    expect(settings).toEqual([2, 'wal', 1]);
    database.close();
  });

  test('migrates once when many open a new store at once', async () => {
    const path = newPath();
    const stores = Array.from({ length: 6 }, () => createSqliteStore({ path }));
    await Promise.all(stores.map((store) => store.open({ create: true })));
    for (const store of stores) {
      expect((await store.maintenance.check()).schemaVersion).toBe(7);
      await store.close();
    }
  });

  test('a client that was handed in is migrated, never closed, and STORE_CLOSED when its owner closes it', async () => {
    const database = new Database(':memory:');
    const store = createSqliteStore({ database });
    expect(store.location).toBe(':memory:');
    await store.open({ create: true });
    await store.articles.commitPage(page([article()]));
    await store.close();
    expect(database.prepare('SELECT count(*) FROM news').pluck().get()).toBe(1);
    const second = createSqliteStore({ database });
    await second.open({ create: false });
    database.close();
    await expect(second.reading.countItems({})).rejects.toMatchObject({ code: 'STORE_CLOSED' });
  });

  test('a client of another program is refused', async () => {
    const database = new Database(':memory:');
    database.exec('CREATE TABLE passwords (site)');
    await expect(createSqliteStore({ database }).open({ create: true })).rejects.toMatchObject({
      code: 'STORE_CORRUPT',
    });
    database.close();
  });
});

/** What opening fails with. */
async function failure(path: string, create = true): Promise<IngestError> {
  const store = createSqliteStore({ path });
  try {
    await store.open({ create });
  } catch (thrown) {
    if (IngestError.is(thrown)) return thrown;
    throw thrown;
  }
  await store.close();
  throw new Error('it was opened');
}

async function expectRefused(path: string, code: ErrorCode, message: RegExp): Promise<void> {
  const before = filesOf(path);
  const error = await failure(path);
  expect(error).toMatchObject({ code, message: expect.stringMatching(message) });
  expect(error.message).toContain(path);
  expect(error.hint).toBeDefined();
  expect(filesOf(path)).toEqual(before);
}

test('a store that another process makes while it is looked at is opened, and not taken for a foreign database', async () => {
  const path = newPath();
  const database = new Database(path);
  database.pragma('journal_mode = WAL');
  const migrations = await readMigrations('sqlite', schemaVersion);
  const makeIt = () => {
    const other = new Database(path);
    inTransaction(other, 'IMMEDIATE', () => migrate(other, migrations, path));
    other.close();
  };
  let isMade = false;
  const client = new Proxy(database, {
    get(target, name) {
      if (name !== 'pragma') {
        const value = Reflect.get(target, name, target);
        return typeof value === 'function' ? value.bind(target) : value;
      }
      return (source: string, options?: Database.PragmaOptions) => {
        const value = target.pragma(source, options);
        if (source === 'application_id' && !isMade) {
          isMade = true;
          makeIt();
        }
        return value;
      };
    },
  });
  const store = createSqliteStore({ database: client });
  await store.open({ create: true });
  expect(isMade).toBe(true);
  expect(await store.maintenance.check()).toMatchObject({ schemaVersion, problems: [] });
  await store.close();
  database.close();
});
