import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { lifecycleCases } from '../../src/conformance/lifecycle-cases.js';
import { createSqliteStore } from '../../src/sqlite/index.js';
import { conform } from '../support/conform.js';
import { sqliteSubject, temporaryDirectory } from '../support/subjects.js';

describe('an SQLite store', () => conform([...lifecycleCases], sqliteSubject));

test('an SQLite store says where it is, and can be disposed of', async () => {
  const path = join(temporaryDirectory(), 'news.db');
  const store = createSqliteStore({ path });
  expect(store.location).toBe(path);
  await store.open({ create: true });
  await store[Symbol.asyncDispose]();
  await expect(store.reading.countItems({})).rejects.toMatchObject({ code: 'STORE_CLOSED' });
});
