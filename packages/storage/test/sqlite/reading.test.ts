import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { article, owner, page, term } from '../../src/conformance/build.js';
import { eventCases } from '../../src/conformance/event-cases.js';
import { readingCases } from '../../src/conformance/reading-cases.js';
import { conform } from '../support/conform.js';
import { sqliteSubject, temporaryDirectory } from '../support/subjects.js';

describe('reading from SQLite', () => conform([...readingCases, ...eventCases], sqliteSubject));

test('what reads stories is loaded by the first reading, not by a run that only writes', async () => {
  vi.resetModules();
  let isLoaded = false;
  vi.doMock('../../src/sqlite/queries.js', (importOriginal) => {
    isLoaded = true;
    return importOriginal();
  });
  const { createSqliteStore } = await import('../../src/sqlite/index.js');
  const store = createSqliteStore({ path: join(temporaryDirectory(), 'news.db') });
  await store.open({ create: true });
  const taken = await store.leases.take('run', owner(1), term());
  await store.articles.commitPage(page([article()], { lease: taken.taken ? taken.token : null }));
  await store.state.sources();
  expect(isLoaded).toBe(false);
  expect(await store.reading.countItems({})).toBe(1);
  expect(isLoaded).toBe(true);
  await store.close();
  vi.doUnmock('../../src/sqlite/queries.js');
});
