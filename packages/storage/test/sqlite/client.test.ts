import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { preparedOnce, type SqliteClient, type SqliteDriver } from '../../src/sqlite/client.js';

test('statements are prepared once for each client', () => {
  const clients: SqliteClient[] = [new Database(':memory:'), new Database(':memory:')];
  let prepared = 0;
  const statementsOf = preparedOnce((client) => {
    prepared += 1;
    return { one: client.prepare('SELECT 1').pluck() };
  });
  for (const client of [...clients, ...clients]) expect(statementsOf(client).one.get()).toBe(1);
  expect(prepared).toBe(2);
  for (const client of clients) client.close();
});

test('the driver is what we say of it', () => {
  const driver: SqliteDriver = Database;
  const client = new driver(':memory:', { readonly: false, fileMustExist: false, timeout: 1 });
  expect([client.open, client.readonly, client.inTransaction, client.name]).toEqual([true, false, false, ':memory:']);
  client.close();
});
