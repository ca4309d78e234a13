import { getTableConfig } from 'drizzle-orm/sqlite-core';
import { describe, expect, test } from 'vitest';
import { addedTickers, knownKeys, lookups, registers, scores, storyTickers } from '../../src/sqlite/key-tables.js';
import { columnsOf } from '../support/columns-of.js';
import { storeInMemory } from '../support/memory-database.js';

describe.each(
  [knownKeys, storyTickers, registers, lookups, addedTickers, scores].map(
    (table) => [getTableConfig(table).name, getTableConfig(table)] as const,
  ),
)('%s', (name, declared) => {
  test('is in the store as it is declared', async () => {
    const { database } = await storeInMemory();
    expect(columnsOf(database, name)).toEqual(
      declared.columns.map((column) => ({
        name: column.name,
        type: column.getSQLType(),
        notnull: column.notNull ? 1 : 0,
      })),
    );
    const key = database.prepare('SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk').pluck().all(name);
    const single = declared.columns.filter((column) => column.primary);
    const columns = declared.primaryKeys.flatMap((primaryKey) => primaryKey.columns);
    expect(key).toEqual([...single, ...columns].map((column) => column.name));
  });

  test('is stored in the order of its key', async () => {
    const { database } = await storeInMemory();
    const sql = database.prepare('SELECT sql FROM sqlite_schema WHERE name = ?').pluck().get(name);
    expect(sql).toMatch(/WITHOUT ROWID$/);
  });
});

test.each([knownKeys, storyTickers, lookups].map((table) => getTableConfig(table)))(
  '$name is led by the day',
  (declared) => {
    expect(declared.primaryKeys[0]?.columns[0]?.name).toBe('day');
  },
);
