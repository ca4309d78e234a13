import assert from 'node:assert/strict';
import type { Store } from '@ingest/core';
import { article, concluding, event, minute, noon, numbered, owner, page, term, tickers } from './build.js';
import { all, counts, rejectsWith } from './expect.js';
import { type StoreCase, type StoreSubject, withStore } from './subject.js';

/** What a store does before it is open, and after. */
export const lifecycleCases: readonly StoreCase[] = [
  {
    name: 'every operation of a store that is not open yet rejects with STORE_CLOSED',
    run: ({ connect }) => rejectsEverything(connect()),
  },
  {
    name: 'every operation of a closed store rejects with STORE_CLOSED',
    async run({ connect }) {
      const store = connect();
      await store.open({ create: true });
      await store.close();
      await rejectsEverything(store);
    },
  },
  {
    name: 'closing twice, or without opening, does no harm',
    async run({ connect }) {
      const store = connect();
      await store.open({ create: true });
      await store.close();
      await store.close();
      await connect().close();
    },
  },
  {
    name: 'opening twice is a mistake of the caller',
    async run({ connect }) {
      const store = connect();
      await store.open({ create: true });
      await assert.rejects(store.open({ create: true }), TypeError);
      await store.close();
      await assert.rejects(store.open({ create: true }), TypeError);
    },
  },
  {
    name: 'a store that does not exist is made only when asked for',
    async run({ connect }) {
      await rejectsWith('STORE_UNAVAILABLE', connect().open({ create: false }));
      const first = connect();
      await first.open({ create: true });
      await first.close();
      const second = connect();
      await second.open({ create: false });
      await second.close();
    },
  },
  {
    name: 'a store that could not be opened can be opened later',
    async run({ connect }) {
      const store = connect();
      await rejectsWith('STORE_UNAVAILABLE', store.open({ create: false }));
      await store.open({ create: true });
      assert.equal(await store.reading.countItems({}), 0);
      await store.close();
    },
  },
  {
    name: 'what one store wrote is there for the next one, and for one beside it',
    async run(subject) {
      await write(subject);
      await withStore(subject, (store) =>
        withStore(subject, async (beside) => {
          assert.equal(counts(await store.articles.commitPage(page([article(), numbered(1)]))).duplicates, 1);
          assert.equal(await beside.reading.countItems({}), 2);
          assert.equal((await all(beside.reading.events({}))).length, 1);
          assert.ok(!(await beside.leases.take('run', owner(2), term())).taken);
        }),
      );
    },
  },
];

async function write(subject: StoreSubject): Promise<void> {
  await withStore(subject, async (store) => {
    await store.articles.commitPage(page([article()]));
    await store.articles.commitPage(concluding({ event: event() }));
    await store.leases.take('run', owner(1), term());
  });
}

async function rejectsEverything(store: Store): Promise<void> {
  const { articles, state, leases, registers, outbox, incidents, reading, maintenance } = store;
  const operations: readonly (() => Promise<unknown>)[] = [
    () => articles.commitPage(page([article()])),
    () => articles.addScores([]),
    () => articles.lookup([article()]),
    () => articles.holdsAny('tiingo', tickers('CLDR'), { from: 0, to: noon }),
    () => state.sources(),
    () => state.watermarks('tiingo'),
    () => state.gaps(),
    () => leases.take('run', owner(1), term()),
    () => leases.renew({ name: 'run', number: 1 }, term()),
    () => leases.release({ name: 'run', number: 1 }),
    () => registers.list(''),
    () => registers.change('count', () => ({ after: 1, result: null })),
    () => outbox.add([]),
    () => outbox.take('hook', noon, term()),
    () => outbox.settle({ eventId: 'event-1', sink: 'hook', attempt: 1 }, noon, { kind: 'delivered' }),
    () => all(outbox.list({})),
    () => outbox.queues(),
    () => outbox.retry({}),
    () => outbox.drop({}, noon),
    () => incidents.change(() => ({ incidents: [], notifications: [], result: null })),
    () => all(incidents.list({})),
    () => all(reading.items({})),
    () => reading.countItems({}),
    () => all(reading.events({})),
    () => all(reading.quarantine({})),
    () => reading.countNewStories(noon, noon),
    () => reading.countEventsEver(),
    () => all(reading.stories()),
    () => all(reading.items({ asOf: noon })),
    () => all(reading.items({ withRevisions: true })),
    () => reading.countItems({ asOf: noon }),
    () => reading.find('1'),
    () => reading.histories([]),
    () => reading.anchors([]),
    () => reading.collisions(noon),
    () => maintenance.check(),
    () => maintenance.backup('/nowhere/copy.db'),
    () => maintenance.prune({ eventsBefore: noon + minute, storiesBefore: noon }),
  ];
  for (const operation of operations) await rejectsWith('STORE_CLOSED', operation());
}
