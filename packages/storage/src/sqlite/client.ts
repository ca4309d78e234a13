/** The slice of better-sqlite3 that this store calls. Anything of this shape can be handed in. */
export interface SqliteClient {
  /** The path it was opened with. */
  readonly name: string;
  readonly open: boolean;
  readonly readonly: boolean;
  readonly inTransaction: boolean;
  prepare(sql: string): SqliteStatement;
  exec(sql: string): unknown;
  pragma(source: string, options?: { readonly simple?: boolean }): unknown;
  close(): unknown;
}

export interface SqliteStatement {
  /** Whether it gives rows. */
  readonly reader?: boolean;
  run(...parameters: readonly unknown[]): { readonly changes: number; readonly lastInsertRowid: number | bigint };
  get(...parameters: readonly unknown[]): unknown;
  all(...parameters: readonly unknown[]): unknown[];
  /** Rows are their first column. */
  pluck(): SqliteStatement;
  /** Rows are lists. */
  raw(): SqliteStatement;
}

/** What the driver's module exports. */
export type SqliteDriver = new (
  path: string,
  options: { readonly readonly: boolean; readonly fileMustExist: boolean; readonly timeout: number },
) => SqliteClient;

/** Statements that are prepared once for each client. */
export function preparedOnce<T>(prepare: (client: SqliteClient) => T): (client: SqliteClient) => T {
  const prepared = new WeakMap<SqliteClient, T>();
  return (client) => {
    const statements = prepared.get(client) ?? prepare(client);
    prepared.set(client, statements);
    return statements;
  };
}
