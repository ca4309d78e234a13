import { type Driver, importDriver, toDriverError } from '@ingest/core';
import type { SqliteClient, SqliteDriver } from './client.js';
import { keptAlive } from './keep-alive.js';

/** How long SQLite itself waits for a lock before the event loop gets a turn, in milliseconds. */
export const lockSliceMs = 50;

const driver: Driver = { of: 'store', packages: ['better-sqlite3'], install: 'better-sqlite3@12' };

/** A client of a file, or of `:memory:`, with the driver that is loaded on first use. */
export async function connect(
  path: string,
  options: { readonly readonly: boolean; readonly fileMustExist: boolean },
): Promise<SqliteClient> {
  const Database = await importDriver(driver, async () => (await import('better-sqlite3')).default as SqliteDriver);
  try {
    return keptAlive(new Database(path, { ...options, timeout: lockSliceMs }));
  } catch (thrown) {
    throw toDriverError(thrown, driver);
  }
}
