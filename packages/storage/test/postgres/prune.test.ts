import { expect, test } from 'vitest';
import { article, day, minute, noon, numbered, page } from '../../src/conformance/build.js';
import { pruneStories } from '../../src/postgres/prune.js';
import { hasPostgres, inSession, openPostgres } from '../support/postgres.js';

test.skipIf(!(await hasPostgres()))('stories are emptied from the oldest on, and say up to where', async () => {
  const { store, schema } = await openPostgres();
  await store.articles.commitPage(page([article(), numbered(1, { publishedAt: noon + day })]));
  const prune = (before: number, from: number) => inSession(schema, (session) => pruneStories(session, before, from));
  expect(await prune(noon, 0)).toBe(null);
  expect(await prune(noon + day, 0)).toEqual({ stories: 1, upTo: noon });
  expect(await prune(noon + day, noon)).toBe(null);
  expect(await store.maintenance.check()).toMatchObject({ stories: 1, articles: 1, problems: [] });
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
