import type { PageConclusion, Store } from '@ingest/core';
import { describe, expect, test } from 'vitest';
import {
  article,
  concluding,
  event,
  gap,
  incident,
  nothingConcluded,
  notification,
  numbered,
  page,
  tickers,
} from '../../src/conformance/build.js';
import { all, counts } from '../../src/conformance/expect.js';
import { dynamoEndpoint, hasDynamo, openDynamo, temporaryTable } from '../support/dynamodb.js';
import { startDynamoProxy } from '../support/dynamodb-proxy.js';

const alike = article({ source: 'finnhub', sourceId: '9', headline: `Wirepost: ${article().headline}` });
const many = Array.from({ length: 100 }, (_, index) => numbered(index));
const nothingNew = { new: 0, duplicates: 0, revised: 0, collisions: 0 };

interface Case {
  /** What one process commits, and then another, which does not see all of it at once. */
  readonly first: (store: Store) => Promise<unknown>;
  readonly second: (store: Store, direct: Store) => Promise<void>;
  /** With what the `pk` of a row begins that is seen late. */
  readonly late: readonly string[];
}

const cases: Readonly<Record<string, Case>> = {
  'an article joins the story that it is alike to': {
    first: (store) => store.articles.commitPage(page([article()])),
    second: async (store) =>
      expect(counts(await store.articles.commitPage(page([alike])))).toEqual({ ...nothingNew, collisions: 1 }),
    late: ['L#', 'S#'],
  },
  'an article that is stored is a duplicate': {
    first: (store) => store.articles.commitPage(page([article()])),
    second: async (store) =>
      expect(counts(await store.articles.commitPage(page([article()])))).toEqual({ ...nothingNew, duplicates: 1 }),
    late: ['A=', 'S#', 'L#'],
  },
  'a page of more than one transaction is known': {
    first: (store) => store.articles.commitPage(page(many)),
    second: async (store, direct) => {
      expect(counts(await store.articles.commitPage(page(many)))).toEqual({ ...nothingNew, duplicates: 100 });
      expect(await direct.maintenance.check()).toMatchObject({ stories: 100, articles: 100 });
    },
    late: ['A=', 'S#', 'L#'],
  },
  'a page of more than one transaction joins what is alike': {
    first: (store) => store.articles.commitPage(page([article()])),
    second: async (store) => {
      const placed = await store.articles.commitPage(page([alike, ...many.slice(1)]));
      expect(counts(placed)).toEqual({ ...nothingNew, new: 99, collisions: 1 });
    },
    late: ['L#', 'S#'],
  },
  'what is known of a source stays': {
    first: (store) => conclude(store, { openedGaps: [gap()], event: event() }),
    async second(store, direct) {
      const watermarks = tickers('BELT').map((ticker) => ({ source: 'tiingo', ticker, readUpTo: event().startedAt }));
      await conclude(store, { watermarks });
      expect(await direct.state.gaps()).toEqual([gap()]);
      expect(await direct.state.watermarks('tiingo')).toEqual(watermarks);
    },
    late: ['SRC'],
  },
  'an event is stored once': {
    first: (store) => conclude(store, { event: event() }),
    second: (store) => expect(conclude(store, { event: event() })).rejects.toMatchObject({ code: 'STORE_CONFLICT' }),
    late: ['EID#'],
  },
  'a notification goes out once': {
    first: (store) => store.outbox.add([notification()]),
    async second(store, direct) {
      await store.outbox.add([notification()]);
      expect(await all(direct.outbox.list({}))).toHaveLength(1);
    },
    late: ['OE#', 'OB#'],
  },
  'an incident is opened once': {
    first: (store) => open(store, 'incident-1'),
    async second(store, direct) {
      await open(store, 'incident-2');
      expect((await all(direct.incidents.list({}))).map(({ incidentId }) => incidentId)).toEqual(['incident-1']);
      expect(await all(direct.outbox.list({}))).toHaveLength(1);
    },
    late: ['INC'],
  },
};

function conclude(store: Store, conclusion: Partial<PageConclusion>): Promise<unknown> {
  return store.articles.commitPage(concluding({ ...nothingConcluded, ...conclusion }));
}

/** Opens an incident, and tells of it, where none is open. */
function open(store: Store, incidentId: string): Promise<unknown> {
  return store.incidents.change((known) => ({
    incidents: known.length === 0 ? [incident({ incidentId })] : [],
    notifications: known.length === 0 ? [notification({ eventId: incidentId })] : [],
    result: null,
  }));
}

describe.skipIf(!(await hasDynamo()))('although the rows of a transaction are seen one after the other', () => {
  test.each(
    Object.entries(cases).flatMap(([what, { late }]) =>
      [...late.map((one) => [one]), ...(late.length > 1 ? [late] : [])].flatMap((hidden) =>
        [1, 3].map((times) => [what, hidden, times] as const),
      ),
    ),
  )('%s: %j, %d times', async (what, hidden, times) => {
    const { first, second } = cases[what] as Case;
    const [table, proxy] = [temporaryTable(), await startDynamoProxy()];
    const { store: one } = await openDynamo({ table, endpoint: (await dynamoEndpoint()) ?? '' });
    const { store: other } = await openDynamo({ table, endpoint: proxy.endpoint });
    await first(one);
    for (const beginning of hidden) proxy.hide(beginning, times);
    await second(other, one);
    expect((await one.maintenance.check()).problems).toEqual([]);
  });
});
