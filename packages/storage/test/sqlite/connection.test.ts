import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { Connection } from '../../src/sqlite/connection.js';
import { toSqliteSettings } from '../../src/sqlite/options.js';
import { filesOf } from '../support/store-files.js';
import { temporaryDirectory } from '../support/subjects.js';

const newPath = () => join(temporaryDirectory(), 'news.db');
const one = (connection: Connection) => connection.step('count', (client) => client.prepare('SELECT 1').pluck().get());

describe('a connection', () => {
  test('works from open to close', async () => {
    const connection = new Connection(toSqliteSettings({ path: newPath() }));
    await expect(one(connection)).rejects.toMatchObject({ code: 'STORE_CLOSED' });
    await connection.open({ create: true });
    expect(await one(connection)).toBe(1);
    await connection.close();
    await expect(one(connection)).rejects.toMatchObject({ code: 'STORE_CLOSED' });
  });

  test('is not open while it is being opened, and cannot be opened twice at once', async () => {
    const connection = new Connection(toSqliteSettings({ path: newPath() }));
    const opening = connection.open({ create: true });
    await expect(one(connection)).rejects.toMatchObject({ code: 'STORE_CLOSED' });
    await expect(connection.open({ create: true })).rejects.toThrow(TypeError);
    await opening;
    expect(await one(connection)).toBe(1);
    await connection.close();
  });

  test('that is closed while it is being opened stays closed and leaves nothing open', async () => {
    const path = newPath();
    const connection = new Connection(toSqliteSettings({ path }));
    const opening = connection.open({ create: true });
    await connection.close();
    await opening;
    await expect(one(connection)).rejects.toMatchObject({ code: 'STORE_CLOSED' });
    expect(Object.keys(filesOf(path))).toEqual(['news.db']);
  });

  test('that is closed while an operation waits for a lock ends it', async () => {
    const path = newPath();
    const connection = new Connection(toSqliteSettings({ path }));
    await connection.open({ create: true });
    const other = new Database(path);
    other.exec('BEGIN IMMEDIATE');
    const waiting = connection.transaction('write', () => 1);
    await connection.close();
    await expect(waiting).rejects.toMatchObject({ code: 'STORE_CLOSED' });
    other.close();
  });

  test('takes back all of a transaction that fails, and tells what was attempted', async () => {
    const database = new Database(':memory:');
    const connection = new Connection(toSqliteSettings({ database }));
    await connection.open({ create: true });
    const failing = connection.transaction('fill the table', (client) => {
      client.exec('CREATE TABLE t (a UNIQUE); INSERT INTO t VALUES (1)');
      client.exec('INSERT INTO t VALUES (1)');
    });
    await expect(failing).rejects.toMatchObject({
      code: 'STORE_CONFLICT',
      message: expect.stringMatching(/^could not fill the table \(store :memory:\)/),
    });
    expect(database.inTransaction).toBe(false);
    expect(database.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 't'").pluck().get()).toBe(0);
    const own = new Error('of the step');
    await expect(connection.transaction('x', () => Promise.reject(own))).rejects.toBe(own);
    database.close();
  });

  test('reads one state of the store in a snapshot', async () => {
    const path = newPath();
    const connection = new Connection(toSqliteSettings({ path }));
    await connection.open({ create: true });
    const other = new Database(path);
    const seen = await connection.snapshot('read', (client) => {
      const count = client.prepare('SELECT count(*) FROM leases').pluck();
      const before = count.get();
      other.exec("INSERT INTO leases VALUES ('run', 1, 'x', '', 0, '', 0, 0, 0)");
      return [before, count.get()];
    });
    expect(seen).toEqual([0, 0]);
    other.close();
    await connection.close();
  });
});
