import Database from 'better-sqlite3';
import { onTestFinished, test } from 'vitest';
import { createSqliteStore } from '../../src/sqlite/index.js';
import { findsAsTheReference } from '../support/sentiment-queries.js';

test('what a query asks of sentiment finds what the reference finds', async () => {
  const database = new Database(':memory:');
  onTestFinished(() => void database.close());
  const store = createSqliteStore({ database });
  await store.open({ create: true });
  await findsAsTheReference(store);
}, 60_000);
