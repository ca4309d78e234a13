import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { type Migration, readMigrations } from '../../src/shared/migrate.js';
import { inTransaction } from '../../src/sqlite/open-client.js';
import {
  applicationId,
  compareVersions,
  migrate,
  schemaStateOf,
  schemaVersion,
  versionOf,
} from '../../src/sqlite/schema.js';

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
  });
});
