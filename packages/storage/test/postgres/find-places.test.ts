import { identifyUnknown, storyKey } from '@ingest/core';
import { expect, test } from 'vitest';
import { article, minute, noon, numbered, page } from '../../src/conformance/build.js';
import { AnchorCache } from '../../src/postgres/anchors.js';
import { findPlaces } from '../../src/postgres/find-places.js';
import { hasPostgres, inSession, openPostgres } from '../support/postgres.js';

test.skipIf(!(await hasPostgres()))(
  'an article belongs to the story of its key, else to one that it matches, else to none',
  async () => {
    const { store, schema } = await openPostgres();
    const anchor = article({ headline: 'Calder Motors raises its revenue forecast for the year' });
    await store.articles.commitPage(page([anchor]));
    const same = article({ ...anchor, source: 'finnhub', sourceId: '7' });
    const near = article({
      ...anchor,
      sourceId: '8',
      headline: `UPDATE 1-${anchor.headline}`,
      publishedAt: noon + minute,
    });
    const { unknown } = identifyUnknown([same, near, numbered(5)], new Map());
    const { storyIds, joins } = await inSession(schema, (session) => findPlaces(session, new AnchorCache(), unknown));
    expect(storyIds.get(storyKey(anchor))).toBe(1);
    const found =
      storyKey(near) === storyKey(anchor) ? storyIds.get(storyKey(near)) : joins.get(storyKey(near))?.storyKey;
    expect(found).toBe(storyKey(near) === storyKey(anchor) ? 1 : storyKey(anchor));
    expect(storyIds.has(storyKey(numbered(5)))).toBe(false);
    const nothing = await inSession(schema, (session) => findPlaces(session, new AnchorCache(), []));
    expect([nothing.storyIds.size, nothing.joins.size]).toEqual([0, 0]);
  },
);
