import type { Article, ItemQuery, NewsItem, Store } from '@ingest/core';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { article, day, minute, noon, page, tickers } from '../src/conformance/build.js';
import { all } from '../src/conformance/expect.js';
import { createMemoryStore } from '../src/memory/index.js';
import { createSqliteStore } from '../src/sqlite/index.js';
import { anyRescoring, anyScores, anySentiment, anySentimentQuery, rescoreAll } from './support/any-sentiment.js';

const plain = 'Calder Motors opens a second plant near the northern port to build electric vans';
const headlines = [
  plain,
  plain.toUpperCase(),
  plain.replace('build', 'build cheap'),
  plain.replace('build', 'build cheap small'),
  `Wirepost: ${plain}`,
  'Form 8-K',
] as const;

// Few of everything, so that articles meet, join and change.
const anyArticle: fc.Arbitrary<Article> = fc
  .record({
    source: fc.constantFrom('tiingo', 'finnhub', 'other'),
    sourceId: fc.constantFrom('1', '2', '3', '4', null),
    headline: fc.constantFrom(...headlines),
    description: fc.constantFrom(null, 'Growth of eleven percent.', 'A dividend is due.'),
    url: fc.constantFrom(null, 'https://news.example/1', 'https://other.example/2'),
    publisher: fc.constantFrom(null, 'Reuters', 'CNBC'),
    publishedAt: fc.constantFrom(noon, noon + 1, noon - 13 * 60 * minute, noon - day, noon + 13 * 60 * minute),
    tickers: fc.subarray([...tickers('BELT', 'CLDR', 'DUNM')]),
    tags: fc.subarray(['Autos', 'Stock']),
    sentiment: anySentiment,
  })
  .map(article);

const anyQuery: fc.Arbitrary<ItemQuery> = fc.record(
  {
    tickers: fc.subarray([...tickers('BELT', 'CLDR')], { minLength: 1 }),
    sources: fc.subarray(['tiingo', 'finnhub'], { minLength: 1 }),
    since: fc.constantFrom(noon, noon - 13 * 60 * minute),
    until: fc.constantFrom(noon, noon + 1),
    search: fc.constantFrom('calder', 'cheap vans', 'dividend', 'form', '-'),
    minPublishers: fc.constantFrom(0, 1, 2),
    limit: fc.constantFrom(1, 2, 100),
    ...anySentimentQuery,
  },
  { requiredKeys: [] },
);

/** One step on a store, at its instant. */
type Step = (store: Store, at: number) => Promise<unknown>;

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.tuple(fc.array(anyArticle, { maxLength: 5 }), anyScores(headlines)).map(
      ([articles, scores]): Step =>
        (store, at) =>
          store.articles.commitPage(page(articles, { at, scores })),
    ),
  },
  anyRescoring.map(
    (given): Step =>
      (store, at) =>
        rescoreAll(store, given, at),
  ),
);

test('what was known then is what was shown then, on every store', async () => {
  const anySteps = fc.array(anyStep, { minLength: 1, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(anySteps, fc.array(anyQuery, { maxLength: 3 }), async (steps, asked) => {
      const queries = [{}, ...asked];
      const database = new Database(':memory:');
      const stores = [createMemoryStore(), createSqliteStore({ database })] as const;
      const answers: (readonly Answer[])[] = [];
      for (const store of stores) {
        await store.open({ create: true });
        const then: Answer[] = [];
        for (const [number, step] of steps.entries()) {
          await step(store, noon + number * 10);
          then.push(...(await answersOf(store, queries)));
        }
        const afterwards: Answer[] = [];
        for (const number of steps.keys())
          afterwards.push(
            ...(await answersOf(
              store,
              queries.map((query) => ({ ...query, asOf: noon + number * 10 + 3 })),
            )),
          );
        expect(afterwards).toEqual(then);
        expect((await store.maintenance.check()).problems).toEqual([]);
        answers.push(then);
      }
      database.close();
      expect(answers[1]).toEqual(answers[0]);
    }),
    { numRuns: 150 },
  );
}, 60_000);

interface Answer {
  readonly items: readonly NewsItem[];
  readonly count: number;
}

async function answersOf(store: Store, queries: readonly ItemQuery[]): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  for (const query of queries)
    answers.push({ items: await all(store.reading.items(query)), count: await store.reading.countItems(query) });
  return answers;
}
