import type { SqliteClient, SqliteStatement } from './client.js';

/** The driver's objects, kept for the life of the process. */
const kept: unknown[] = [];

/**
 * The same client, none of whose objects is ever left to the garbage collector: on Node 24 better-sqlite3 12 aborts the
 * process when a statement or database of it is collected. Each text is prepared once, so what is kept stays small.
 */
export function keptAlive(client: SqliteClient): SqliteClient {
  const statements = new Map<string, SqliteStatement>();
  kept.push(client, statements);
  const prepare = (sql: string) => {
    const statement = statements.get(sql) ?? client.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  return {
    get name() {
      return client.name;
    },
    get open() {
      return client.open;
    },
    get readonly() {
      return client.readonly;
    },
    get inTransaction() {
      return client.inTransaction;
    },
    prepare,
    exec: (sql) => client.exec(sql),
    pragma(source, { simple = false } = {}) {
      const statement = prepare(`PRAGMA ${source}`);
      if (statement.reader === false) return statement.run();
      const rows = statement.all() as Record<string, unknown>[];
      return simple ? Object.values(rows[0] ?? {})[0] : rows;
    },
    close: () => client.close(),
  };
}
