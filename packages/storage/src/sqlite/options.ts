import { resolve } from 'node:path';
import type { SqliteClient } from './client.js';

/** Defaults of {@link SqliteStoreOptions}. */
export const sqliteDefaults = {
  busyTimeoutMs: 8_000,
} as const;

interface CommonOptions {
  /**
   * How long an operation waits for another process that holds the lock, in milliseconds, before it is STORE_BUSY. The event
   * loop goes on meanwhile. Default 8 000, so that a program that is told to end while it waits has done so within ten seconds; 0 waits not at all.
   */
  readonly busyTimeoutMs?: number;
}

export interface SqliteFileOptions extends CommonOptions {
  /** Where the file is or shall be; relative to the working directory at the time of opening. */
  readonly path: string;
}

export interface SqliteDatabaseOptions extends CommonOptions {
  /**
   * A client of better-sqlite3 that is open already. The store sets its journal mode, `synchronous`, `foreign_keys` and
   * busy timeout, and never closes it.
   */
  readonly database: SqliteClient;
}

export type SqliteStoreOptions = SqliteFileOptions | SqliteDatabaseOptions;

/** The options, complete. */
export interface SqliteSettings {
  /** For people: the path as it was written. */
  readonly location: string;
  readonly target:
    | { readonly kind: 'file'; readonly path: () => string }
    | { readonly kind: 'database'; readonly database: SqliteClient };
  readonly busyTimeoutMs: number;
}

/** Checks and completes the options. Throws a RangeError or TypeError that quotes what is wrong. */
export function toSqliteSettings(options: SqliteStoreOptions): SqliteSettings {
  const { busyTimeoutMs = sqliteDefaults.busyTimeoutMs } = options;
  if (!Number.isFinite(busyTimeoutMs) || busyTimeoutMs < 0)
    throw new RangeError(`busyTimeoutMs: ${busyTimeoutMs} is no number of milliseconds`);
  if ('database' in options) {
    const { database } = options;
    return { location: database.name, target: { kind: 'database', database }, busyTimeoutMs };
  }
  const { path } = options;
  // The driver cuts blanks off, and would open another file than the one that was looked at.
  if (typeof path !== 'string' || path === '' || path !== path.trim())
    throw new TypeError(`path: ${JSON.stringify(path)} is no path of a file`);
  if (path === ':memory:')
    throw new TypeError('path: ":memory:" is no file; hand in a `database`, or take the memory store');
  // An absolute path is never taken for a url of SQLite's own.
  return { location: path, target: { kind: 'file', path: () => resolve(path) }, busyTimeoutMs };
}
