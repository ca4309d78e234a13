import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import {
  concluding,
  event,
  gap,
  notification,
  numbered,
  owner,
  page,
  rejected,
  sourceState,
  term,
} from '../../src/conformance/build.js';
import { all, counts } from '../../src/conformance/expect.js';
import { announce, take } from '../../src/conformance/outbox-steps.js';
import { type Migration, readMigrations } from '../../src/shared/migrate.js';
import { createSqliteStore } from '../../src/sqlite/index.js';
import { inTransaction } from '../../src/sqlite/open-client.js';
import {
  applicationId,
  compareVersions,
  migrate,
  schemaStateOf,
  schemaVersion,
  versionOf,
} from '../../src/sqlite/schema.js';
import { makeOlderStore } from '../support/older-store.js';
import { temporaryDirectory } from '../support/subjects.js';

const shipped = () => readMigrations('sqlite', schemaVersion);

function upTo(version: number, migrations: readonly Migration[]): Database.Database {
  const database = new Database(':memory:');
  for (const { sql } of migrations.slice(0, version)) database.exec(sql);
  if (version > 0) database.pragma(`application_id = ${applicationId}`);
  database.pragma(`user_version = ${version}`);
  return database;
}

const schemaOf = (database: Database.Database) =>
  database.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY type, name').all();

describe('the schema', () => {
  test('is the same from whatever version it is reached', async () => {
    const migrations = await shipped();
    const newest = schemaOf(upTo(schemaVersion, migrations));
    for (let version = 0; version <= schemaVersion; version += 1) {
      const database = upTo(version, migrations);
      expect(schemaStateOf(database, 'news.db')).toBe(
        version === 0 ? 'none' : version < schemaVersion ? 'older' : 'current',
      );
      inTransaction(database, 'IMMEDIATE', () => migrate(database, migrations, 'news.db'));
      expect(schemaOf(database)).toEqual(newest);
      expect([versionOf(database), database.pragma('application_id', { simple: true })]).toEqual([
        schemaVersion,
        applicationId,
      ]);
      database.close();
    }
  });

  test('stays as it was when one of several migrations fails', async () => {
    const [first] = await shipped();
    if (first === undefined) throw new Error('no migration');
    const database = upTo(0, []);
    const broken = [first, { name: '0001_broken', sql: 'CREATE TABLE half (a); CREATE TABLE half (a)' }];
    expect(() => inTransaction(database, 'IMMEDIATE', () => migrate(database, broken, 'news.db'))).toThrow('half');
    expect([schemaOf(database), versionOf(database), schemaStateOf(database, 'news.db')]).toEqual([[], 0, 'none']);
    database.close();
  });

  test('that is newer, or of another program, is refused', () => {
    expect(() => compareVersions(schemaVersion + 1, 'news.db')).toThrow(
      `the store news.db has schema ${schemaVersion + 1}, this program knows schemas up to ${schemaVersion}`,
    );
    const foreign = new Database(':memory:');
    foreign.exec('CREATE TABLE t (a)');
    expect(() => schemaStateOf(foreign, 'news.db')).toThrow('another program');
    foreign.close();
    const versioned = new Database(':memory:');
    versioned.pragma('user_version = 1');
    expect(() => schemaStateOf(versioned, 'news.db')).toThrow('another program');
    versioned.pragma(`application_id = ${applicationId}`);
    expect(() => schemaStateOf(versioned, 'news.db')).toThrow('holds none of its tables');
    versioned.pragma('user_version = 0');
    expect(schemaStateOf(versioned, 'news.db')).toBe('none');
    versioned.close();
  });
});

describe('a store of schema 2', () => {
  test('is brought up to date by opening it, with all that it held', async () => {
    const path = join(temporaryDirectory(), 'news.db');
    await makeOlderStore(path, 2);
    const older = new Database(path);
    expect([versionOf(older), schemaStateOf(older, 'news.db')]).toEqual([2, 'older']);
    const tables = older.prepare("SELECT name FROM sqlite_schema WHERE name IN ('outbox', 'registers')").all();
    expect(tables).toEqual([]);
    older.close();

    const store = createSqliteStore({ path });
    await store.open({ create: false });
    expect(await store.maintenance.check()).toEqual({ schemaVersion: 7, stories: 20, articles: 20, problems: [] });
    expect(await all(store.reading.events({}))).toEqual([event()]);
    expect(await all(store.reading.quarantine({}))).toEqual([rejected()]);
    expect(await store.state.sources()).toEqual([sourceState()]);
    expect(await store.state.watermarks('tiingo')).toHaveLength(1);
    expect(await store.state.gaps()).toEqual([gap({ backfill: null })]);
    expect((await store.leases.take('run', owner(2), term())).taken).toBe(false);
    const again = Array.from({ length: 20 }, (_, index) => numbered(index));
    expect(counts(await store.articles.commitPage(page(again)))).toMatchObject({ new: 0, duplicates: 20 });
    expect(await all(store.reading.items({ search: 'order number 7' }))).toHaveLength(1);

    await announce(store, notification());
    expect(await take(store)).toMatchObject({ eventId: 'event-1', attempt: 1 });
    await store.registers.change('quota', () => ({ after: 1, result: null }));
    await store.articles.commitPage(concluding({ openedGaps: [gap({ backfill: 'backfill-1' })] }));
    await store.close();

    const reopened = createSqliteStore({ path });
    await reopened.open({ create: false });
    expect(await reopened.registers.list('')).toEqual([{ name: 'quota', value: 1 }]);
    expect(await reopened.state.gaps()).toEqual([gap({ backfill: 'backfill-1' })]);
    await reopened.close();
  });

  test('is migrated once when many open it at once', async () => {
    const path = join(temporaryDirectory(), 'news.db');
    await makeOlderStore(path, 2);
    const stores = Array.from({ length: 6 }, () => createSqliteStore({ path }));
    await Promise.all(stores.map((store) => store.open({ create: true })));
    for (const store of stores) {
      expect(await store.maintenance.check()).toMatchObject({ schemaVersion: 7, stories: 20, problems: [] });
      await store.close();
    }
  });

  test('stays one, with all that it held, when a migration fails', async () => {
    const path = join(temporaryDirectory(), 'news.db');
    await makeOlderStore(path, 2);
    const database = new Database(path);
    const before = schemaOf(database);
    const migrations = (await shipped()).map((one, index) => (index < 2 ? one : { ...one, sql: `${one.sql}; broken` }));
    expect(() => inTransaction(database, 'IMMEDIATE', () => migrate(database, migrations, 'news.db'))).toThrow(
      'broken',
    );
    expect([schemaOf(database), versionOf(database)]).toEqual([before, 2]);
    expect(database.prepare('SELECT count(*) FROM news').pluck().get()).toBe(20);
    database.close();
  });
});
