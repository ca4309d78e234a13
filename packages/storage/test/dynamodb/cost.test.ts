import { HOUR_MS as hour, type Store, type TakenDelivery, toIso } from '@ingest/core';
import { expect, test } from 'vitest';
import {
  concluding,
  event,
  minute,
  noon,
  nothingConcluded,
  notification,
  numbered,
  page,
  tickers,
} from '../../src/conformance/build.js';
import { all } from '../../src/conformance/expect.js';
import { announce, take } from '../../src/conformance/outbox-steps.js';
import { hasDynamo, openDynamo } from '../support/dynamodb.js';
import { startDynamoProxy } from '../support/dynamodb-proxy.js';

const reading = ['BatchGetItem', 'Query', 'TransactGetItems'];

test.skipIf(!(await hasDynamo()))(
  'a page costs so many units a story, which docs/storage/dynamodb.md tells',
  async () => {
    const proxy = await startDynamoProxy();
    const { store } = await openDynamo({ endpoint: proxy.endpoint });
    /** Units written and read for each article of a page, and how many requests it took. */
    const costOf = async (articles: readonly ReturnType<typeof numbered>[], eventId?: string) => {
      proxy.operations.length = 0;
      const notifications = eventId === undefined ? [] : [notification({ eventId })];
      await store.articles.commitPage(page(articles, { conclude: () => ({ ...nothingConcluded, notifications }) }));
      const sum = (isRead: boolean) =>
        proxy.operations
          .filter(({ operation }) => reading.includes(operation) === isRead)
          .reduce((units, one) => units + one.units, 0) / articles.length;
      return { written: sum(false), read: sum(true), requests: proxy.operations.length };
    };
    const from = (first: number, count: number) => Array.from({ length: count }, (_, index) => numbered(first + index));
    await costOf(from(0, 10));
    const alone = await costOf(from(100, 1), 'a');
    const some = await costOf(from(200, 40), 'b');
    const many = await costOf(from(300, 100), 'c');
    expect([alone.written <= 19, some.written <= 9.5, many.written <= 10.5]).toEqual([true, true, true]);
    expect([alone.read <= 7, some.read <= 2.2, many.read <= 6.3]).toEqual([true, true, true]);
    // What is known already costs two readings an article and no writing.
    expect(await costOf(from(300, 100))).toEqual({ written: 0, read: 2.01, requests: 3 });
  },
);

test.skipIf(!(await hasDynamo()))('a query by ticker, time and source reads hardly more than it gives', async () => {
  const proxy = await startDynamoProxy();
  const { store } = await openDynamo({ endpoint: proxy.endpoint });
  // An hour apart, in turn of two sources and three tickers.
  const articles = Array.from({ length: 600 }, (_, index) =>
    numbered(index, {
      publishedAt: noon - (600 - index) * hour,
      source: index % 2 === 0 ? 'tiingo' : 'finnhub',
      tickers: tickers(['BELT', 'CLDR', 'DUNM'][index % 3] ?? ''),
    }),
  );
  for (let start = 0; start < articles.length; start += 100)
    await store.articles.commitPage(page(articles.slice(start, start + 100)));
  const startedAt = (index: number) => toIso(noon - index * minute);
  for (let index = 0; index < 60; index += 1)
    await store.articles.commitPage(concluding({ event: event({ eventId: `${index}`, startedAt: startedAt(index) }) }));
  await announce(store, ...Array.from({ length: 90 }, (_, index) => notification({ eventId: `n${index}` })));
  /** Units read, but for the head, and what was given for them. */
  const costOf = async (given: AsyncIterable<unknown>) => {
    proxy.operations.length = 0;
    const count = (await all(given)).length;
    const units = proxy.operations.reduce(
      (sum, { operation, units }) => sum + (reading.includes(operation) ? units : 0),
      0,
    );
    return { given: count, beside: units - count };
  };
  const { reading: read } = store;
  const belt = tickers('BELT');
  const since = noon - 36 * hour;
  for (const [query, given] of [
    [{ tickers: belt, limit: 5 }, 5],
    [{ tickers: tickers('BELT', 'DUNM'), limit: 50 }, 50],
    [{ sources: ['finnhub'], limit: 5 }, 5],
    [{ limit: 5 }, 5],
    [{ tickers: belt, since }, 12],
    [{ sources: ['tiingo'], since, until: noon - 12 * hour }, 12],
    [{ since }, 36],
  ] as const) {
    const cost = await costOf(read.items(query));
    expect([query, cost.given, cost.beside <= 6]).toEqual([query, given, true]);
  }
  expect(await costOf(read.events({ limit: 5 }))).toEqual({ given: 5, beside: 0 });
  proxy.operations.length = 0;
  const { eventId, sink, attempt } = await taken(store);
  expect(proxy.operations.reduce((sum, { units }) => sum + units, 0)).toBeLessThanOrEqual(8);
  proxy.operations.length = 0;
  await store.outbox.settle({ eventId, sink, attempt }, noon, { kind: 'delivered' });
  expect(proxy.operations.reduce((sum, { units }) => sum + units, 0)).toBeLessThanOrEqual(9);
});

test.skipIf(!(await hasDynamo()))(
  'what was delivered is neither read to be counted nor to find what is dead or new',
  async () => {
    const proxy = await startDynamoProxy();
    const { store, table } = await openDynamo();
    const ids = Array.from({ length: 300 }, (_, index) => `n${String(index).padStart(3, '0')}`);
    await announce(store, ...ids.map((eventId) => notification({ eventId })));
    for (const [index] of ids.entries()) {
      const { eventId, sink, attempt } = await taken(store);
      const result =
        index === 7 ? ({ kind: 'dead', error: 'no such channel' } as const) : { kind: 'delivered' as const };
      await store.outbox.settle({ eventId, sink, attempt }, noon, result);
    }
    await announce(store, notification({ eventId: 'waits' }));
    const { store: measured } = await openDynamo({ table, endpoint: proxy.endpoint });
    const costOf = async <Given>(asked: Promise<Given>) => {
      proxy.operations.length = 0;
      return [await asked, proxy.operations.reduce((sum, { units }) => sum + units, 0)] as const;
    };
    const { outbox } = measured;
    const [queues, counting] = await costOf(outbox.queues());
    expect(queues.map(({ counts }) => counts)).toEqual([
      { pending: 1, delivered: 299, dead: 1, dropped: 0, replayed: 0 },
    ]);
    const [dead, findingDead] = await costOf(all(outbox.list({ states: ['dead'] })));
    expect(dead.map(({ eventId }) => eventId)).toEqual(['n007']);
    const [newest, findingNewest] = await costOf(all(outbox.list({ limit: 10 })));
    expect(newest.map(({ eventId }) => eventId)).toEqual(['waits', ...ids.slice(-9).reverse()]);
    expect([counting, findingDead, findingNewest].map((units) => Math.ceil(units))).toEqual([5, 4, 8]);
  },
);

async function taken(store: Store): Promise<TakenDelivery> {
  const delivery = await take(store);
  if (delivery === null) throw new Error('nothing is due');
  return delivery;
}
