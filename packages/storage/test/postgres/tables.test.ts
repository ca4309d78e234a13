import { getTableConfig } from 'drizzle-orm/pg-core';
import { describe, expect, test } from 'vitest';
import * as models from '../../src/postgres/tables.js';
import { hasPostgres, openPostgres, sharedPool } from '../support/postgres.js';

describe.skipIf(!(await hasPostgres()))('the tables', () => {
  test('are in the store as they are declared, and no other', async () => {
    const { schema } = await openPostgres();
    const columns = await sharedPool().query(
      `SELECT relname, attname, format_type(atttypid, atttypmod) AS type, attnotnull FROM pg_class
      JOIN pg_namespace ON pg_namespace.oid = relnamespace JOIN pg_attribute ON attrelid = pg_class.oid
      WHERE nspname = $1 AND relkind = 'r' AND attnum > 0`,
      [schema],
    );
    const found = columns.rows.map((row) => `${row.relname}.${row.attname} ${row.type} ${row.attnotnull}`);
    const declared = Object.values(models.tablesIn(schema)).flatMap((table) => {
      const config = getTableConfig(table);
      return config.columns.map((column) => {
        const type = column.getSQLType().replace(' COLLATE "C"', '');
        return `${config.name}.${column.name} ${type} ${column.notNull}`;
      });
    });
    expect(found.sort()).toEqual(declared.sort());
  });

  test('are told to drizzle-kit one by one, with the schema of the migrations', () => {
    const { tablesIn, ...told } = models;
    expect(Object.keys(told).sort()).toEqual(Object.keys(tablesIn('any')).sort());
    expect(getTableConfig(told.stories).schema).toBe('ingest');
  });
});
