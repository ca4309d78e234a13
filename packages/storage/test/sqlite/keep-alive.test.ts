import Database from 'better-sqlite3';
import { afterEach, describe, expect, it } from 'vitest';
import { keptAlive } from '../../src/sqlite/keep-alive.js';

const database = new Database(':memory:');
const client = keptAlive(database);
afterEach(() => {
  database.exec('DROP TABLE IF EXISTS numbers');
});

describe('keptAlive', () => {
  it('prepares each text once', () => {
    expect(client.prepare('SELECT 1')).toBe(client.prepare('SELECT 1'));
    expect(client.prepare('SELECT 1')).not.toBe(client.prepare('SELECT 2'));
  });

  it('reads and sets pragmas like the driver', () => {
    client.pragma('user_version = 7');
    expect(client.pragma('user_version', { simple: true })).toBe(7);
    expect(client.pragma('integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    expect(client.pragma('foreign_key_check', { simple: true })).toBeUndefined();
  });

  it('shows the state of the client as it is', () => {
    expect([client.name, client.open, client.readonly, client.inTransaction]).toEqual([':memory:', true, false, false]);
    client.exec('BEGIN; CREATE TABLE numbers (n)');
    expect(client.inTransaction).toBe(true);
    client.exec('COMMIT');
    const other = keptAlive(new Database(':memory:'));
    other.close();
    expect(other.open).toBe(false);
  });
});
