import { describe, expect, test } from 'vitest';
import { noon, numbered, page } from '../../src/conformance/build.js';
import { allStoryIds, itemsOf } from '../../src/postgres/read-items.js';
import { hasPostgres, inSession, openPostgres } from '../support/postgres.js';

describe.skipIf(!(await hasPostgres()))('reading items', () => {
  test('takes the rows of a chunk in the order that is asked for, and leaves out what is gone', async () => {
    const { store, schema } = await openPostgres();
    await store.articles.commitPage(page([numbered(0), numbered(1), numbered(2)]));
    const items = (ids: readonly number[]) => inSession(schema, (session) => itemsOf(session, ids));
    expect((await items([3, 99, 1])).map(({ headline }) => headline)).toEqual([
      numbered(2).headline,
      numbered(0).headline,
    ]);
    await store.maintenance.prune({ eventsBefore: 0, storiesBefore: noon + 1 });
    expect((await items([1, 2])).map(({ headline }) => headline)).toEqual([numbered(1).headline]);
    expect(await inSession(schema, allStoryIds)).toHaveLength(2);
  });
});
