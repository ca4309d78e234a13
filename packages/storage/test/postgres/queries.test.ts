import { describe, expect, test } from 'vitest';
import { article, day, noon, numbered, page, tickers } from '../../src/conformance/build.js';
import { queriesOf } from '../../src/postgres/queries.js';
import { hasPostgres, inSession, openPostgres } from '../support/postgres.js';

describe.skipIf(!(await hasPostgres()))('queries', () => {
  test('take the rows of a chunk in the order that is asked for, and leave out what is gone', async () => {
    const { store, schema } = await openPostgres();
    await store.articles.commitPage(page([numbered(0), numbered(1), numbered(2)]));
    const items = (ids: readonly number[]) => inSession(schema, (session) => queriesOf(session).items(ids));
    expect((await items([3, 99, 1])).map(({ headline }) => headline)).toEqual([
      numbered(2).headline,
      numbered(0).headline,
    ]);
    await store.maintenance.prune({ eventsBefore: 0, storiesBefore: noon + 1 });
    expect((await items([1, 2])).map(({ headline }) => headline)).toEqual([numbered(1).headline]);
    expect(await inSession(schema, (session) => queriesOf(session).storyIds())).toHaveLength(2);
  });

  test('list row numbers and nothing else, newest first', async () => {
    const { store, schema } = await openPostgres();
    await store.articles.commitPage(page([numbered(0), numbered(1), article({ publishedAt: noon + day })]));
    const ids = (query: object) => inSession(schema, (session) => queriesOf(session).itemIds(query));
    expect(await ids({})).toEqual([3, 2, 1]);
    expect(await ids({ limit: 1 })).toEqual([3]);
    expect(await ids({ limit: 0 })).toEqual([]);
    expect(await ids({ tickers: tickers('CLDR'), until: noon + 1 })).toEqual([1]);
    expect(await ids({ minPublishers: Number.POSITIVE_INFINITY })).toEqual([]);
  });
});
