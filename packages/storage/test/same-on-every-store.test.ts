import { type Article, digestOf, type PageScores, type Store, type StoryKey } from '@ingest/core';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { article, day, noon, page, tickers } from '../src/conformance/build.js';
import { all } from '../src/conformance/expect.js';
import { createMemoryStore } from '../src/memory/index.js';
import { createSqliteStore } from '../src/sqlite/index.js';
import { anyRescoring, anyScores, anySentiment, type Rescoring, rescoreAll } from './support/any-sentiment.js';
import { dynamoSubjects, hasDynamo } from './support/dynamodb.js';
import { emptiedSubjects, hasPostgres } from './support/postgres.js';

const headlines = [
  'Calder Motors raises its revenue forecast',
  'CALDER MOTORS raises its  revenue forecast',
  'Calder Motors cuts its revenue forecast',
  'Form 8-K',
] as const;

// Few of everything, so that articles meet.
const anyArticle: fc.Arbitrary<Article> = fc
  .record({
    source: fc.constantFrom('tiingo', 'finnhub'),
    sourceId: fc.constantFrom('1', '2', '3', '10', null),
    headline: fc.constantFrom(...headlines),
    description: fc.constantFrom(null, 'One.', 'Two.'),
    url: fc.constantFrom(null, 'https://news.example/1'),
    publisher: fc.constantFrom(null, 'news.example'),
    publishedAt: fc.constantFrom(noon, noon + 1, noon - 1, noon + day),
    tickers: fc.constantFrom(tickers(), tickers('CLDR'), tickers('BELT'), tickers('BELT', 'CLDR')),
    tags: fc.constantFrom([], ['Stock'], ['Guidance', 'Stock']),
    sentiment: anySentiment,
  })
  .map(article);

type Step =
  | { readonly kind: 'commit'; readonly articles: readonly Article[]; readonly scores: PageScores | null }
  | { readonly kind: 'score'; readonly given: Rescoring }
  | { readonly kind: 'prune'; readonly before: number };

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.record({
      kind: fc.constant('commit' as const),
      articles: fc.array(anyArticle, { maxLength: 6 }),
      scores: anyScores(headlines),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('score' as const), given: anyRescoring }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('prune' as const), before: fc.constantFrom(noon, noon + 1, noon + 2) }),
  },
);

test('whatever is committed and pruned, SQLite answers as the reference does', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyStep, { maxLength: 10 }),
      fc.array(anyArticle, { maxLength: 6 }),
      async (steps, asked) => {
        const database = new Database(':memory:');
        const stores = [createMemoryStore(), createSqliteStore({ database })] as const;
        for (const store of stores) await store.open({ create: true });
        const [memory, sqlite] = [await answers(stores[0], steps, asked), await answers(stores[1], steps, asked)];
        database.close();
        expect(sqlite).toEqual(memory);
        expect(memory.check.problems).toEqual([]);
      },
    ),
    { numRuns: 150 },
  );
}, 30_000);

describe.skipIf(!(await hasPostgres()))('on a server', () => {
  const { subjects, empty } = emptiedSubjects();

  test('whatever is committed and pruned, Postgres answers as the reference does', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyStep, { maxLength: 10 }),
        fc.array(anyArticle, { maxLength: 6 }),
        async (steps, asked) => {
          await empty();
          const [memory, postgres] = [createMemoryStore(), subjects().connect()];
          for (const store of [memory, postgres]) await store.open({ create: true });
          const [expected, answered] = [await answers(memory, steps, asked), await answers(postgres, steps, asked)];
          await postgres.close();
          expect(answered).toEqual(expected);
        },
      ),
      { numRuns: 25 },
    );
  }, 60_000);
});

describe.skipIf(!(await hasDynamo()))('in a table', () => {
  test('whatever is committed and pruned, DynamoDB answers as the reference does', async () => {
    const subjects = await dynamoSubjects();
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyStep, { maxLength: 10 }),
        fc.array(anyArticle, { maxLength: 6 }),
        async (steps, asked) => {
          const [memory, dynamo] = [createMemoryStore(), subjects().connect()];
          for (const store of [memory, dynamo]) await store.open({ create: true });
          const [expected, answered] = [await answers(memory, steps, asked), await answers(dynamo, steps, asked)];
          await dynamo.close();
          expect(answered).toEqual(expected);
        },
      ),
      { numRuns: 25 },
    );
  }, 60_000);
});

function take(store: Store, step: Step, at: number): Promise<unknown> {
  switch (step.kind) {
    case 'commit':
      return store.articles.commitPage(page(step.articles, { at, isFailover: at % 2 === 0, scores: step.scores }));
    case 'score':
      return rescoreAll(store, step.given, at);
    case 'prune':
      return store.maintenance.prune({ eventsBefore: 0, storiesBefore: step.before });
    default:
      return step satisfies never;
  }
}

async function answers(store: Store, steps: readonly Step[], asked: readonly Article[]) {
  const results: unknown[] = [];
  for (const [index, step] of steps.entries()) results.push(await take(store, step, noon + index));
  const { articles, stories } = await store.articles.lookup(asked);
  const { schemaVersion: _, ...check } = await store.maintenance.check();
  return {
    results,
    check,
    known: [...articles].map(([identity, { storyKey, headline, description, tickers }]) => [
      identity,
      storyKey,
      headline,
      description,
      tickers,
    ]),
    stories,
    items: await all(store.reading.items({})),
    histories: await store.reading.histories(
      (await all(store.reading.stories())).map(({ storyKey }) => storyKey as StoryKey),
    ),
    scored: await all(store.reading.items({ sentiments: ['negative', 'neutral'], minConfidence: 0.65 })),
    relevant: await all(store.reading.items({ tickers: tickers('BELT'), minRelevance: 0.5 })),
    ofTicker: await all(store.reading.items({ tickers: tickers('BELT'), since: noon, search: 'calder' })),
    digest: await digestOf(store.reading.stories()),
  };
}
