import { getTableConfig } from 'drizzle-orm/sqlite-core';
import { describe, expect, test } from 'vitest';
import { knownKeys, storyTickers } from '../../src/sqlite/key-tables.js';
import { columnsOf } from '../support/columns-of.js';
import { storeInMemory } from '../support/memory-database.js';

describe.each([knownKeys, storyTickers].map((table) => [getTableConfig(table).name, getTableConfig(table)] as const))(
  '%s',
  (name, declared) => {
    test('is in the store as it is declared', async () => {
      const { database } = await storeInMemory();
      expect(columnsOf(database, name)).toEqual(
        declared.columns.map((column) => ({ name: column.name, type: column.getSQLType(), notnull: 1 })),
      );
      const key = database.prepare('SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk').pluck().all(name);
      expect(key).toEqual(declared.primaryKeys.flatMap(({ columns }) => columns.map((column) => column.name)));
    });

    test('is led by the day and is nothing but its key', async () => {
      const { database } = await storeInMemory();
      expect(declared.primaryKeys[0]?.columns[0]?.name).toBe('day');
      const sql = database.prepare('SELECT sql FROM sqlite_schema WHERE name = ?').pluck().get(name);
      expect(sql).toMatch(/WITHOUT ROWID$/);
    });
  },
);
