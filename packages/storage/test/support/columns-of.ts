import type Database from 'better-sqlite3';

/** The columns that a table has in the store. */
export function columnsOf(database: Database.Database, table: string): unknown[] {
  return database.prepare('SELECT name, lower(type) AS type, "notnull" FROM pragma_table_info(?)').all(table);
}
