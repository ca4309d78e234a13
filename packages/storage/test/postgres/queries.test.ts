import { describe, expect, test } from 'vitest';
import { article, day, noon, numbered, page, tickers } from '../../src/conformance/build.js';
import { queriesOf } from '../../src/postgres/queries.js';
import { hasPostgres, inSession, openPostgres } from '../support/postgres.js';

describe.skipIf(!(await hasPostgres()))('queries', () => {
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
