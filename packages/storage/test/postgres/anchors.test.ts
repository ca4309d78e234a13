import { lookupPlaces, prepareArticle, storyKey } from '@ingest/core';
import { expect, test } from 'vitest';
import { article, minute, noon, numbered, page } from '../../src/conformance/build.js';
import { AnchorCache, filedStories } from '../../src/postgres/anchors.js';
import type { Session } from '../../src/postgres/session.js';
import { hasPostgres, inSession, openPostgres } from '../support/postgres.js';

test.skipIf(!(await hasPostgres()))(
  'anchors are read by the places of an article, as they came first, each once',
  async () => {
    const { store, schema } = await openPostgres();
    const anchor = article();
    await store.articles.commitPage(page([anchor, numbered(1)]));
    await store.articles.commitPage(page([{ ...anchor, headline: 'Something else by now' }]));
    const asked = prepareArticle(article({ sourceId: 'another', publishedAt: noon + minute }));
    const cache = new AnchorCache();
    await inSession(schema, async (session) => {
      const ids = await filedStories(session, lookupPlaces(asked));
      const found = [...(await cache.read(session, ids)).values()];
      expect(found.map((one) => [one.storyKey, one.prepared.key])).toEqual([[storyKey(anchor), asked.key]]);
      const again = await cache.read(session, ids);
      expect([...again.values()][0]).toBe(found[0]);
      expect(await filedStories(session, [])).toEqual([]);
    });
    await store.maintenance.prune({ eventsBefore: 0, storiesBefore: noon + minute });
    await inSession(schema, async (session) => expect(await filedStories(session, lookupPlaces(asked))).toEqual([]));
  },
);

test('of anchors those are kept that were looked at last', async () => {
  const asked: number[][] = [];
  const session = {
    schema: 'news',
    async rows(_: unknown, [ids]: [number[]]) {
      asked.push(ids);
      return ids.map((storyId) => ({ storyId, ...article() }));
    },
  } as unknown as Session;
  const cache = new AnchorCache(2);
  for (const storyId of [1, 2, 1, 3, 1, 2]) await cache.read(session, [storyId]);
  expect(asked).toEqual([[1], [2], [3], [2]]);
});
