import { type Article, copyStore, digestOf, type Store } from '@ingest/core';
import { manualClock } from '@ingest/core/testing';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  article,
  concluding,
  day,
  event,
  minute,
  noon,
  notification,
  page,
  tickers,
} from '../src/conformance/build.js';
import { all } from '../src/conformance/expect.js';
import { everythingOf } from '../src/conformance/transfer-steps.js';
import { createDynamoStore } from '../src/dynamodb/index.js';
import { createMemoryStore } from '../src/memory/index.js';
import { createPostgresStore } from '../src/postgres/index.js';
import { createSqliteStore } from '../src/sqlite/index.js';
import { anyRescoring, anyScores, anySentiment, rescoreAll } from './support/any-sentiment.js';
import { clockAt, hasDynamo, sharedClient, temporaryTable } from './support/dynamodb.js';
import { emptiedSubjects, hasPostgres, sharedPool } from './support/postgres.js';

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

const around = { from: noon - minute, until: noon + minute };

/** One step on a store, with its number. */
type Step = (store: Store, number: number) => Promise<unknown>;

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.tuple(fc.array(anyArticle, { maxLength: 5 }), anyScores(headlines)).map(
      ([articles, scores]): Step =>
        (store, number) =>
          store.articles.commitPage(page(articles, { at: noon + number * 10, isFailover: number % 2 === 0, scores })),
    ),
  },
  {
    weight: 2,
    arbitrary: anyRescoring.map(
      (given): Step =>
        (store, number) =>
          rescoreAll(store, given, noon + number * 10),
    ),
  },
  fc.constantFrom(noon - 1, noon + 1, noon + day).map(
    (before): Step =>
      (store) =>
        store.maintenance.prune({ eventsBefore: noon + 30, storiesBefore: before }),
  ),
  fc.constant<Step>((store, number) =>
    store.articles.commitPage(
      concluding({
        event: event({ eventId: `event-${number}`, startedAt: new Date(noon + number * 10).toISOString() }),
        notifications: [notification({ eventId: `event-${number}` })],
      }),
    ),
  ),
  fc.constantFrom('delivered', 'dead').map(
    (kind): Step =>
      async (store) => {
        const taken = await store.outbox.take('hook', noon, around);
        if (taken !== null) await store.outbox.settle(taken, noon, { kind: kind as 'dead', error: '404' });
      },
  ),
  fc.constant<Step>((store) => store.outbox.take('hook', noon, around)),
  fc.constantFrom('mutes', 'quota/a', 'slot').map(
    (name): Step =>
      (store, number) =>
        store.registers.change(name, () => ({ after: { number }, result: null })),
  ),
);

/** Copies what steps leave in the first of these stores from one to the next, and asks all of them alike. */
function movedOn(storesOf: () => Promise<readonly [Store, ...Store[]]>, pageSize: number) {
  return fc.asyncProperty(
    fc.array(anyStep, { maxLength: 9 }),
    fc.array(anyArticle, { maxLength: 4 }),
    async (steps, more) => {
      const stores = await storesOf();
      for (const store of stores) await store.open({ create: true });
      const [first, ...others] = stores;
      for (const [number, step] of steps.entries()) await step(first, number);
      let from = first;
      for (const [at, to] of others.entries()) {
        const result = await copyStore({ ...working, from, to, sourceId: `${at}`, pageSize });
        expect(result).toMatchObject({ kind: 'copied', differences: [] });
        expect((await to.maintenance.check()).problems).toEqual([]);
        from = to;
      }
      const answers: unknown[] = [];
      for (const store of stores) answers.push(await answersOf(store, steps.length));
      // What comes next is placed by all of them alike.
      const next: unknown[] = [];
      for (const store of stores)
        next.push([await store.articles.commitPage(page(more, { at: noon + day })), await answersOf(store, 0)]);
      for (const store of stores.slice(1)) await store.close();
      for (const answer of answers) expect(answer).toEqual(answers[0]);
      for (const answer of next) expect(answer).toEqual(next[0]);
    },
  );
}

describe.skipIf(!(await hasPostgres()))('a store that is moved', () => {
  const postgres = emptiedSubjects();
  test('answers as it did, whatever it holds: memory to SQLite to Postgres to memory', async () => {
    const databases: Database.Database[] = [];
    const property = movedOn(async () => {
      await postgres.empty();
      const database = new Database(':memory:');
      databases.push(database);
      const sqlite = createSqliteStore({ database });
      const server = createPostgresStore({ pool: sharedPool(), schema: postgres.schema });
      return [createMemoryStore(), sqlite, server, createMemoryStore()];
    }, 2);
    await fc.assert(property, { numRuns: 25 });
    for (const database of databases) database.close();
  }, 120_000);
});

test.skipIf(!(await hasDynamo()))(
  'the same: memory to DynamoDB to memory',
  async () => {
    const client = await sharedClient();
    const property = movedOn(async () => {
      const dynamo = createDynamoStore({ client, table: temporaryTable(), clock: clockAt(noon) });
      return [createMemoryStore(), dynamo, createMemoryStore()];
    }, 5);
    // A story that shows the day before the one that it began with.
    const overnight = [noon, noon - 13 * 60 * minute].map((publishedAt, index) =>
      article({ source: 'tiingo', sourceId: String(index), headline: plain, publishedAt }),
    );
    await fc.assert(property, { numRuns: 12, examples: [[[], overnight]] });
  },
  120_000,
);

const working = {
  clock: manualClock(noon),
  identity: { owner: { holder: 'test', bootId: 'boot', pid: 1, processStart: '1' }, isGone: () => false },
};

async function answersOf(store: Store, steps: number) {
  const { reading, outbox, registers } = store;
  const keys = (await everythingOf(store)).stories as { readonly storyKey: never; readonly keys: { key: string }[] }[];
  const then: unknown[] = [];
  for (let number = 0; number < steps; number += 1)
    then.push(await all(reading.items({ asOf: noon + number * 10 + 3, withRevisions: true })));
  const found: unknown[] = [];
  for (const key of keys.flatMap((story) => story.keys)) found.push(await reading.find(key.key));
  return {
    ...{ then, found },
    histories: await reading.histories(keys.map(({ storyKey }) => storyKey)),
    items: await all(reading.items({})),
    digest: await digestOf(reading.stories()),
    collisions: await reading.collisions(0),
    ...{ events: await all(reading.events({})), eventsEver: await reading.countEventsEver() },
    ...{ deliveries: await all(outbox.list({})), registers: await registers.list('') },
  };
}
