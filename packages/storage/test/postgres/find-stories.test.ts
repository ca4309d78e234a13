import { storyKey } from '@ingest/core';
import { expect, test } from 'vitest';
import { day, noon, numbered, page } from '../../src/conformance/build.js';
import { findStories } from '../../src/postgres/find-stories.js';
import { hasPostgres, inSession, openPostgres } from '../support/postgres.js';

test.skipIf(!(await hasPostgres()))('a key is found on whatever day it stands', async () => {
  const { store, schema } = await openPostgres();
  const articles = [0, 3, 40].map((index) => numbered(index, { publishedAt: noon + index * day }));
  await store.articles.commitPage(page(articles));
  await inSession(schema, async (session) => {
    for (const one of articles) {
      expect(await findStories(session, storyKey(one).slice(0, 8))).toEqual([storyKey(one)]);
      expect(await findStories(session, `tiingo:${one.sourceId}`)).toEqual([storyKey(one)]);
      expect(await findStories(session, one.sourceId ?? '')).toEqual([storyKey(one)]);
    }
    expect(await findStories(session, 'null')).toEqual([]);
  });
});
