import type { Store } from '@ingest/core';
import Database from 'better-sqlite3';
import { onTestFinished } from 'vitest';
import { createSqliteStore } from '../../src/sqlite/index.js';

/** A store without a file, and the database that it works on, to look into. */
export async function storeInMemory(): Promise<{ store: Store; database: Database.Database }> {
  const database = new Database(':memory:');
  onTestFinished(() => {
    database.close();
  });
  const store = createSqliteStore({ database });
  await store.open({ create: true });
  return { store, database };
}
