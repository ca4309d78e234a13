import { resolve } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { createSqliteStore } from '../../src/sqlite/index.js';
import { sqliteDefaults, toSqliteSettings } from '../../src/sqlite/options.js';

describe('the options of an SQLite store', () => {
  test('are completed; people are told the path as it was written', () => {
    const settings = toSqliteSettings({ path: 'data/news.db' });
    expect(settings).toMatchObject({ location: 'data/news.db', busyTimeoutMs: 8_000, target: { kind: 'file' } });
    expect(settings.target.kind === 'file' && settings.target.path()).toBe(resolve('data/news.db'));
    expect(sqliteDefaults.busyTimeoutMs).toBe(8_000);
  });

  test('may hand in a client', () => {
    const database = new Database(':memory:');
    expect(toSqliteSettings({ database, busyTimeoutMs: 0 })).toEqual({
      location: ':memory:',
      target: { kind: 'database', database },
      busyTimeoutMs: 0,
    });
    database.close();
  });

  test.each(['', ' news.db', 'news.db\n', ':memory:', undefined])('refuse the path %j', (path) => {
    expect(() => createSqliteStore({ path: path as string })).toThrow(TypeError);
    expect(() => createSqliteStore({ path: path as string })).toThrow(
      path === undefined ? 'undefined' : JSON.stringify(path),
    );
  });

  test.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('refuse a busy timeout of %d', (busyTimeoutMs) => {
    expect(() => createSqliteStore({ path: 'news.db', busyTimeoutMs })).toThrow(
      new RangeError(`busyTimeoutMs: ${busyTimeoutMs} is no number of milliseconds`),
    );
  });
});
