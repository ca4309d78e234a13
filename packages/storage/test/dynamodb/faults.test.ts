import type { SinkQueue, Store } from '@ingest/core';
import { describe, expect, test } from 'vitest';
import {
  event,
  noon,
  nothingConcluded,
  notification,
  numbered,
  owner,
  page,
  term,
} from '../../src/conformance/build.js';
import { all, counts } from '../../src/conformance/expect.js';
import { announce, take } from '../../src/conformance/outbox-steps.js';
import { noDeliveries } from '../../src/shared/delivery.js';
import { dynamoEndpoint, hasDynamo, openDynamo, temporaryTable } from '../support/dynamodb.js';
import { type Fault, startDynamoProxy } from '../support/dynamodb-proxy.js';

const replayed = notification({ eventId: 'event-2', state: 'replayed' });

/** Every fault that a request of this kind can meet. */
const faultsOf: Readonly<Record<string, readonly Fault[]>> = {
  TransactWriteItems: ['throttled', 'broken', 'conflict', 'cut', 'unheard'],
  BatchGetItem: ['throttled', 'broken', 'cut', 'unheard', 'handed back'],
  BatchWriteItem: ['throttled', 'broken', 'cut', 'unheard', 'handed back'],
  Query: ['throttled', 'broken', 'cut', 'unheard'],
};

/** What is done, by how many requests of which kind that may go wrong, and what has to be there afterwards. */
const operations: Readonly<
  Record<
    string,
    {
      by: Readonly<Record<string, number>>;
      before?: (store: Store) => Promise<unknown>;
      run: (store: Store) => Promise<unknown>;
    }
  >
> = {
  'a page': { by: { TransactWriteItems: 1, BatchGetItem: 3, BatchWriteItem: 1, Query: 3 }, run: storePage },
  'a page that is more than one transaction': {
    by: { TransactWriteItems: 3, BatchGetItem: 3, BatchWriteItem: 3 },
    run: storeLargePage,
  },
  'the claim of a delivery': {
    by: { TransactWriteItems: 2, BatchGetItem: 3, Query: 3 },
    before: (store) => announce(store, notification(), notification({ eventId: 'event-2', createdAt: noon + 1 })),
    async run(store) {
      const taken = await take(store);
      expect([taken?.eventId, taken?.attempt]).toEqual(['event-1', 1]);
      expect(
        await store.outbox.settle({ eventId: 'event-1', sink: 'hook', attempt: 1 }, noon, { kind: 'delivered' }),
      ).toBe(true);
      const states = (await all(store.outbox.list({}))).map(({ eventId, state, attempts }) => [
        eventId,
        state,
        attempts,
      ]);
      expect(states).toEqual([
        ['event-2', 'pending', 0],
        ['event-1', 'delivered', 1],
      ]);
      await expectCounts(store, { pending: 1, delivered: 1 });
    },
  },
  'what is done to deliveries by hand': {
    by: { TransactWriteItems: 5 },
    before: (store) => announce(store, notification(), notification({ eventId: 'event-2' })),
    async run(store) {
      const { outbox, maintenance } = store;
      // One of two that was changed although the answer was lost is not counted, and changed once.
      await outbox.drop({ eventId: 'event-1' }, noon);
      await expectCounts(store, { pending: 1, dropped: 1 });
      await outbox.retry({});
      await expectCounts(store, { pending: 2 });
      await outbox.drop({}, noon);
      await expectCounts(store, { dropped: 2 });
      await maintenance.prune({ eventsBefore: noon + 1, storiesBefore: null });
      expect(await outbox.queues()).toEqual([]);
    },
  },
  'the taking of a lease': {
    by: { TransactWriteItems: 1, BatchGetItem: 2 },
    async run(store) {
      expect(await store.leases.take('run', owner(1), term())).toEqual({
        taken: true,
        token: { name: 'run', number: 1 },
      });
      expect(await store.leases.take('run', owner(2), term())).toMatchObject({ taken: false, heldBy: { pid: 1 } });
    },
  },
  'the change of a register': {
    by: { TransactWriteItems: 3, BatchGetItem: 3 },
    async run(store) {
      const add = () => store.registers.change('count', (before) => ({ after: Number(before) + 1, result: before }));
      expect([await add(), await add(), await add()]).toEqual([null, 1, 2]);
      expect(await store.registers.list('')).toEqual([{ name: 'count', value: 3 }]);
    },
  },
};

async function expectCounts(store: Store, counts: Partial<SinkQueue['counts']>): Promise<void> {
  const [queue] = await store.outbox.queues();
  expect(queue?.counts).toEqual({ ...noDeliveries(), ...counts });
}

async function storePage(store: Store): Promise<void> {
  const conclude = () => ({ ...nothingConcluded, event: event(), notifications: [notification()] });
  const placed = await store.articles.commitPage(page([numbered(0), numbered(1)], { conclude }));
  expect(counts(placed)).toEqual({ new: 2, duplicates: 0, revised: 0, collisions: 0 });
  expect(await store.reading.countItems({})).toBe(2);
  expect(await store.reading.countEventsEver()).toBe(1);
  expect(await all(store.outbox.list({}))).toHaveLength(1);
  expect((await store.maintenance.check()).problems).toEqual([]);
}

async function storeLargePage(store: Store): Promise<void> {
  const articles = Array.from({ length: 100 }, (_, index) => numbered(index));
  const conclude = () => ({ ...nothingConcluded, event: event(), notifications: [notification(), replayed] });
  expect(counts(await store.articles.commitPage(page(articles, { conclude }))).new).toBe(100);
  expect(await store.reading.countItems({})).toBe(100);
  await expectCounts(store, { pending: 1, replayed: 1 });
  expect(counts(await store.articles.commitPage(page(articles))).duplicates).toBe(100);
}

const cases = Object.entries(operations).flatMap(([what, { by }]) =>
  Object.entries(by).flatMap(([operation, requests]) =>
    (faultsOf[operation] ?? []).flatMap((fault) =>
      Array.from({ length: requests }, (_, spared) => [what, fault, operation, spared] as const),
    ),
  ),
);

describe.skipIf(!(await hasDynamo()))('through a network in trouble', () => {
  test.each(cases)(
    '%s is done once, although a request is %s: %s after %d others',
    async (what, fault, operation, spared) => {
      const { before, run } = operations[what] as (typeof operations)[string];
      const proxy = await startDynamoProxy();
      const table = temporaryTable();
      const { store: direct } = await openDynamo({ table });
      await before?.(direct);
      const { store } = await openDynamo({ table, endpoint: proxy.endpoint });
      proxy.fail(operation, fault, 1, spared);
      await run(store);
      expect(proxy.left).toBe(0);
    },
  );

  test.each([0, 1, 2])(
    'a commit of many rows that ends after part %d is finished by whoever comes next',
    async (parts) => {
      const proxy = await startDynamoProxy();
      const table = temporaryTable();
      const { store } = await openDynamo({ table, endpoint: proxy.endpoint, reconnectMs: 0 });
      const articles = Array.from({ length: 100 }, (_, index) => numbered(index));
      const conclude = () => ({ ...nothingConcluded, event: event(), notifications: [notification(), replayed] });
      proxy.fail('TransactWriteItems', 'broken', 1_000, parts + 1);
      // It is stored: that the rest is left to others is no failure.
      expect(counts(await store.articles.commitPage(page(articles, { conclude }))).new).toBe(100);
      const { store: next } = await openDynamo({ table, endpoint: (await dynamoEndpoint()) ?? '' });
      expect((await take(next))?.eventId).toBe('event-1');
      expect(await next.reading.countItems({})).toBe(100);
      expect(counts(await next.articles.commitPage(page(articles))).duplicates).toBe(100);
      expect((await next.maintenance.check()).problems).toEqual([]);
      expect((await all(next.outbox.list({ states: ['pending'] }))).map(({ attempts }) => attempts)).toEqual([1]);
      await expectCounts(next, { pending: 1, replayed: 1 });
    },
  );

  test('a table that is throttled for longer than anyone waits is STORE_BUSY, and nothing is stored', async () => {
    const proxy = await startDynamoProxy();
    const { store } = await openDynamo({ endpoint: proxy.endpoint, reconnectMs: 100 });
    proxy.fail('TransactWriteItems', 'throttled', 50);
    await expect(store.articles.commitPage(page([numbered(0)]))).rejects.toMatchObject({ code: 'STORE_BUSY' });
    expect(await store.reading.countItems({})).toBe(0);
  });
});
