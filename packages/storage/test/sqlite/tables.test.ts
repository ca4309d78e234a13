import { is } from 'drizzle-orm';
import { getTableConfig, SQLiteTable } from 'drizzle-orm/sqlite-core';
import { describe, expect, test } from 'vitest';
import * as tables from '../../src/sqlite/tables.js';
import { columnsOf } from '../support/columns-of.js';
import { storeInMemory } from '../support/memory-database.js';

describe('the tables', () => {
  const all = Object.values(tables).filter((one) => is(one, SQLiteTable));

  test.each(all.map((table) => [getTableConfig(table).name, table] as const))(
    '%s is in the store as it is declared',
    async (name, table) => {
      const { database } = await storeInMemory();
      expect(columnsOf(database, name)).toEqual(
        getTableConfig(table).columns.map((column) => ({
          name: column.name,
          type: column.getSQLType(),
          notnull: column.notNull ? 1 : 0,
        })),
      );
      const indexes = database
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL")
        .pluck()
        .all(name);
      expect(new Set(indexes)).toEqual(new Set(getTableConfig(table).indexes.map((index) => index.config.name)));
    },
  );

  test('keep keys as bytes and read them as hex', async () => {
    const { database } = await storeInMemory();
    const key = '00ff10a0'.repeat(4);
    const bytes = database.prepare('SELECT unhex(?)').pluck().get(key);
    const { mapToDriverValue, mapFromDriverValue } = tables.stories.storyKey;
    expect(mapToDriverValue.call(tables.stories.storyKey, key)).toEqual(bytes);
    expect(mapFromDriverValue.call(tables.stories.storyKey, bytes as Buffer)).toBe(key);
  });
});
