import assert from 'node:assert/strict';
import type { Store } from '@ingest/core';
import { concluding, day, event, minute, noon, nothingConcluded, notification, numbered, page } from './build.js';
import { all, rejectsWith } from './expect.js';
import { announce, take, takenId } from './outbox-steps.js';
import { onStore, type StoreCase, withStore } from './subject.js';

/** How notifications are committed and claimed. */
export const outboxCases: readonly StoreCase[] = [
  onStore('notifications are committed with their page, one delivery a sink', async (store) => {
    const entries = [notification(), notification({ sink: 'slack', message: '"漢字 🚀"' })];
    await store.articles.commitPage(
      page([numbered(0)], { conclude: () => ({ ...nothingConcluded, notifications: entries }) }),
    );
    const untouched = { attempts: 0, waits: null, lastError: null, settledAt: null };
    assert.deepEqual(
      (await all(store.outbox.list({}))).sort((left, right) => (left.sink < right.sink ? -1 : 1)),
      entries.map((entry) => ({ ...entry, ...untouched })),
    );
  }),

  onStore('a page that fails leaves no notification', async (store) => {
    await store.articles.commitPage(concluding({ event: event() }));
    await rejectsWith(
      'STORE_CONFLICT',
      store.articles.commitPage(concluding({ event: event(), notifications: [notification()] })),
    );
    await rejectsWith(
      'STORE_LEASE_LOST',
      store.articles.commitPage({
        ...concluding({ notifications: [notification()] }),
        lease: { name: 'run', number: 1 },
      }),
    );
    assert.deepEqual(await all(store.outbox.list({})), []);
    assert.equal(await take(store), null);
  }),

  onStore('the same event for the same sink is a conflict, and nothing of the page is stored', async (store) => {
    await announce(store, notification());
    const again = [notification({ eventId: 'event-2' }), notification({ createdAt: noon + 1, state: 'replayed' })];
    const twice = [notification({ eventId: 'event-3' }), notification({ eventId: 'event-3' })];
    for (const notifications of [again, twice]) {
      const commit = page([numbered(0)], { conclude: () => ({ ...nothingConcluded, notifications }) });
      await rejectsWith('STORE_CONFLICT', store.articles.commitPage(commit));
    }
    assert.equal(await store.reading.countItems({}), 0);
    assert.deepEqual(
      (await all(store.outbox.list({}))).map(({ eventId, createdAt }) => [eventId, createdAt]),
      [['event-1', noon]],
    );
  }),

  onStore('the oldest delivery of a sink is taken first, one event of two by its id', async (store) => {
    await announce(
      store,
      notification({ eventId: 'm', createdAt: noon + 1 }),
      notification({ eventId: 'z' }),
      notification({ eventId: 'a' }),
      notification({ eventId: 'b', createdAt: noon + 2 }),
      notification({ eventId: 'first', sink: 'slack', createdAt: noon - 1 }),
    );
    for (const eventId of ['a', 'z', 'm', 'b', undefined]) assert.equal(await takenId(store), eventId);
    assert.equal((await take(store, 0, 'slack'))?.eventId, 'first');
    assert.equal(await take(store, 0, 'nobody'), null);
  }),

  onStore('what is taken comes with all that is known of it, and is counted', async (store) => {
    await announce(store, notification());
    const known = { ...notification(), attempts: 1, waits: null, lastError: null, settledAt: null };
    assert.deepEqual(await take(store), { ...known, attempt: 1 });
    assert.deepEqual(await all(store.outbox.list({})), [known]);
  }),

  {
    name: 'a delivery that one store claims is not taken by another',
    run: (subject) =>
      withStore(subject, (left) =>
        withStore(subject, async (right) => {
          await announce(left, notification());
          assert.equal((await take(left))?.attempt, 1);
          assert.equal(await take(right), null);
          assert.equal(await take(left, minute - 1), null);
        }),
      ),
  },

  onStore('a claim that is over is as none: the delivery is taken again under the next number', async (store) => {
    await announce(store, notification());
    assert.equal((await take(store))?.attempt, 1);
    assert.equal((await take(store, minute))?.attempt, 2);
    assert.equal(await take(store, minute), null);
  }),

  onStore('a claim made by a clock that was ahead is over before its beginning', async (store) => {
    await announce(store, notification());
    assert.equal((await take(store, 3 * day))?.attempt, 1);
    assert.equal(await take(store, 3 * day - minute), null, 'inside small skew');
    assert.equal((await take(store, 3 * day - minute - 1))?.attempt, 2);
  }),

  onStore('a notification of a replay is kept and never due', async (store) => {
    await announce(store, notification({ state: 'replayed' }));
    for (const at of [-day, 0, day]) assert.equal(await take(store, at), null);
    assert.deepEqual([await store.outbox.retry({}), await store.outbox.drop({}, noon)], [0, 0]);
    assert.deepEqual(
      (await all(store.outbox.list({}))).map(({ state }) => state),
      ['replayed'],
    );
  }),

  {
    name: 'two stores that take at once take each delivery once',
    run: (subject) =>
      withStore(subject, (left) =>
        withStore(subject, async (right) => {
          const ids = Array.from({ length: 50 }, (_, index) => `event-${index + 10}`);
          await announce(left, ...ids.map((eventId) => notification({ eventId })));
          const taken: string[] = [];
          const takeAll = async (store: Store) => {
            for (let one = await take(store); one !== null; one = await take(store)) {
              assert.equal(one.attempt, 1);
              taken.push(one.eventId);
            }
          };
          await Promise.all([takeAll(left), takeAll(right), takeAll(left)]);
          assert.deepEqual(taken.sort(), ids);
        }),
      ),
  },
];
