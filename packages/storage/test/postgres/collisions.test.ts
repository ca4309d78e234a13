import { expect, test } from 'vitest';
import { article, noon, page } from '../../src/conformance/build.js';
import { collisionsOf } from '../../src/postgres/collisions.js';
import { hasPostgres, inSession, openPostgres } from '../support/postgres.js';

test.skipIf(!(await hasPostgres()))('stories that two sources carried are counted, by who was first', async () => {
  const { store, schema } = await openPostgres();
  await store.articles.commitPage(page([article()]));
  await store.articles.commitPage(page([article({ source: 'finnhub', publishedAt: noon + 1 })]));
  await inSession(schema, async (session) => {
    expect(await collisionsOf(session, noon)).toEqual([{ first: 'tiingo', later: 'finnhub', stories: 1 }]);
    expect(await collisionsOf(session, noon + 1)).toEqual([]);
  });
});
