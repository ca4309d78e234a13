import { describe, expect, test } from 'vitest';
import { createPostgresStore } from '../../src/postgres/index.js';
import { compareVersions, marksOf, schemaStateOf, schemaVersion, versionOf } from '../../src/postgres/schema.js';
import { readMigrations } from '../../src/shared/migrate.js';
import { hasPostgres, inSession, openPostgres, sharedPool, temporarySchema } from '../support/postgres.js';

const query = (sql: string) => sharedPool().query(sql);

describe.skipIf(!(await hasPostgres()))('the schema of a Postgres store', () => {
  test('is none, then current, with as many versions as there are migrations', async () => {
    const schema = temporarySchema();
    await inSession(schema, async (session) => {
      expect(await marksOf(session)).toEqual({ exists: false, relations: 0, hasStore: false, isReadOnly: false });
      expect(await schemaStateOf(session, 'here')).toBe('none');
    });
    await query(`CREATE SCHEMA "${schema}"`);
    await inSession(schema, async (session) => expect(await schemaStateOf(session, 'here')).toBe('none'));
    await openPostgres({ schema });
    await inSession(schema, async (session) => {
      expect(await schemaStateOf(session, 'here')).toBe('current');
      expect(await versionOf(session)).toBe(schemaVersion);
    });
    expect(await readMigrations('postgres', schemaVersion)).toHaveLength(schemaVersion);
  });

  test('of a newer program is STORE_SCHEMA, and left as it was', async () => {
    const { store, schema } = await openPostgres();
    await store.close();
    await query(`UPDATE "${schema}".store SET version = 99; DROP VIEW "${schema}".news`);
    const next = createPostgresStore({ pool: sharedPool(), schema });
    for (const create of [true, false])
      await expect(next.open({ create })).rejects.toMatchObject({
        code: 'STORE_SCHEMA',
        context: { storeVersion: 99, programVersion: schemaVersion },
      });
    await inSession(schema, async (session) => expect(await versionOf(session)).toBe(99));
    expect(() => compareVersions(schemaVersion + 1, 'here')).toThrow(`schema ${schemaVersion + 1}`);
  });

  test.each([
    ['a table of another program', 'CREATE TABLE accounts (id int)'],
    ['a table that has our name', 'CREATE TABLE store (id int)'],
    ['an empty table that looks like ours', 'CREATE TABLE store (program text, version int)'],
  ])('that holds %s is STORE_CORRUPT, and left as it was', async (_, sql) => {
    const schema = temporarySchema();
    await query(`CREATE SCHEMA "${schema}"; ${sql.replace('TABLE ', `TABLE "${schema}".`)}`);
    const store = createPostgresStore({ pool: sharedPool(), schema });
    for (const create of [true, false])
      await expect(store.open({ create })).rejects.toMatchObject({
        code: 'STORE_CORRUPT',
        message: expect.stringContaining(schema),
        hint: expect.stringContaining('?schema='),
      });
    const { rows } = await query(`SELECT tablename FROM pg_tables WHERE schemaname = '${schema}'`);
    expect(rows).toHaveLength(1);
  });
});
