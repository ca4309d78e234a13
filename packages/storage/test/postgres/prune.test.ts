import { storyKey } from '@ingest/core';
import { expect, test } from 'vitest';
import { article, day, minute, noon, numbered, page } from '../../src/conformance/build.js';
import { pruneStories } from '../../src/postgres/prune.js';
import { hasPostgres, inSession, openPostgres, sharedPool } from '../support/postgres.js';

test.skipIf(!(await hasPostgres()))('stories are emptied from the oldest on, and say up to where', async () => {
  const { store, schema } = await openPostgres();
  await store.articles.commitPage(page([article(), numbered(1, { publishedAt: noon + day })]));
  const prune = (before: number, from: number) => inSession(schema, (session) => pruneStories(session, before, from));
  expect(await prune(noon, 0)).toBe(null);
  expect(await prune(noon + day, 0)).toEqual({ stories: 1, upTo: noon });
  expect(await prune(noon + day, noon)).toBe(null);
  expect(await store.maintenance.check()).toMatchObject({ stories: 1, articles: 1, problems: [] });
});

test.skipIf(!(await hasPostgres()))('what was said of a pruned story goes with it', async () => {
  const { store, schema } = await openPostgres();
  const statement = { score: 0.5, label: 'positive', confidence: null } as const;
  const sentiment = { priority: 0, article: statement, tickers: [] };
  const [stated, kept] = [article({ sentiment }), numbered(1, { publishedAt: noon + day, sentiment })];
  await store.articles.commitPage(page([stated, kept]));
  const opinion = { score: -0.5, confidence: null };
  const score = { model: 'lexicon@1', at: noon, opinion, isPreferred: false };
  const toAdd = [stated, kept].map((one) => ({ storyKey: storyKey(one), headline: one.headline, score }));
  expect(await store.articles.addScores(toAdd)).toBe(2);
  await store.maintenance.prune({ eventsBefore: 0, storiesBefore: noon + 1 });
  const { rows } = await sharedPool().query(
    `SELECT stories.sentiment IS NULL AS story, articles.sentiment IS NULL AS article,
      (SELECT count(*)::int FROM "${schema}".scores WHERE story_id = stories.id) AS scores
    FROM "${schema}".stories JOIN "${schema}".articles ON story_id = stories.id ORDER BY stories.id`,
  );
  expect(rows).toEqual([
    { story: true, article: true, scores: 0 },
    { story: false, article: false, scores: 1 },
  ]);
  expect(await store.articles.addScores(toAdd)).toBe(0);
});

test.skipIf(!(await hasPostgres()))(
  'a prune and pages of the same stories, at once, leave a store that holds together',
  async () => {
    const { store, schema } = await openPostgres();
    const { store: beside } = await openPostgres({ schema });
    const articles = Array.from({ length: 40 }, (_, index) => numbered(index));
    await store.articles.commitPage(page(articles));
    const revised = articles.map((one) => ({ ...one, description: 'Later.' }));
    await Promise.all([
      store.maintenance.prune({ eventsBefore: 0, storiesBefore: noon + 20 * minute }),
      ...[0, 10, 20, 30].map((from) => beside.articles.commitPage(page(revised.slice(from, from + 10)))),
    ]);
    expect((await store.maintenance.check()).problems).toEqual([]);
  },
);
