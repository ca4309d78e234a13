import { describe, expect, test } from 'vitest';
import { articleCases } from '../../src/conformance/article-cases.js';
import { article, numbered, page } from '../../src/conformance/build.js';
import { commitCases } from '../../src/conformance/commit-cases.js';
import { joiningCases } from '../../src/conformance/joining-cases.js';
import { revisionCases } from '../../src/conformance/revision-cases.js';
import { conform } from '../support/conform.js';
import { storeInMemory } from '../support/memory-database.js';
import { sqliteSubject } from '../support/subjects.js';

describe('articles in SQLite', () =>
  conform([...articleCases, ...joiningCases, ...revisionCases, ...commitCases], sqliteSubject));

describe('a full disk', () => {
  test('is STORE_FULL, nothing of the page is stored, and all goes on when there is room again', async () => {
    const { store, database } = await storeInMemory();
    await store.articles.commitPage(page([article()]));
    const pages = database.pragma('page_count', { simple: true });
    database.pragma(`max_page_count = ${pages}`);
    const many = Array.from({ length: 100 }, (_, index) => numbered(index));
    await expect(store.articles.commitPage(page(many))).rejects.toMatchObject({
      code: 'STORE_FULL',
      hint: expect.stringContaining('make room'),
    });
    expect(await store.reading.countItems({})).toBe(1);
    database.pragma('max_page_count = 100000');
    expect((await store.articles.commitPage(page(many))).newStories).toHaveLength(100);
    expect((await store.maintenance.check()).problems).toEqual([]);
  });
});
