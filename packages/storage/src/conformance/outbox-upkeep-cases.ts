import assert from 'node:assert/strict';
import { type DeliveryQuery, deliveryStates, type Store } from '@ingest/core';
import { day, minute, noon, notification } from './build.js';
import { all } from './expect.js';
import { announce, settle, take, takenId } from './outbox-steps.js';
import { onStore, type StoreCase } from './subject.js';

/** Looking at deliveries, and deciding about them by hand. */
export const outboxUpkeepCases: readonly StoreCase[] = [
  onStore('deliveries come newest first, by event and sink where they are of one instant', async (store) => {
    await announce(
      store,
      notification({ eventId: 'b', createdAt: noon + 1, sink: 'y' }),
      notification({ eventId: 'a', createdAt: noon + 1 }),
      notification({ eventId: 'b', createdAt: noon + 1, sink: 'x' }),
      notification({ eventId: 'c' }),
      notification({ eventId: 'z', createdAt: noon - 1, state: 'replayed' }),
    );
    assert.deepEqual(await listed(store), [
      'b y pending',
      'b x pending',
      'a hook pending',
      'c hook pending',
      'z hook replayed',
    ]);
  }),

  onStore('deliveries are chosen by event, sink and state, and at most so many', async (store) => {
    await fillAllStates(store);
    const chosen = (query: DeliveryQuery) => listed(store, query);
    assert.deepEqual(await chosen({ eventId: 'event-1' }), ['event-1 hook delivered']);
    assert.deepEqual(await chosen({ sink: 'slack' }), ['event-4 slack pending']);
    assert.deepEqual(await chosen({ states: ['dead', 'dropped'] }), ['event-3 hook dropped', 'event-2 hook dead']);
    assert.deepEqual(await chosen({ states: ['dead', 'pending'], sink: 'hook' }), [
      'event-4 hook pending',
      'event-2 hook dead',
    ]);
    assert.deepEqual(await chosen({ eventId: 'event-4', sink: 'hook', states: ['pending'] }), ['event-4 hook pending']);
    assert.deepEqual(await chosen({ eventId: 'event-1', sink: 'slack' }), []);
    assert.deepEqual(await chosen({ states: [] }), []);
    assert.deepEqual(await chosen({ states: ['dead', 'pending'], limit: 2 }), [
      'event-4 slack pending',
      'event-4 hook pending',
    ]);
    assert.deepEqual(await chosen({ limit: 0 }), []);
    await assert.rejects(chosen({ limit: -1 }), RangeError);
  }),

  onStore('many deliveries are listed as well as few', async (store) => {
    const ids = Array.from({ length: 450 }, (_, index) => `event-${1000 + index}`);
    await announce(store, ...ids.map((eventId, index) => notification({ eventId, createdAt: noon + index })));
    assert.deepEqual(
      (await all(store.outbox.list({}))).map(({ eventId }) => eventId),
      [...ids].reverse(),
    );
  }),

  onStore('each sink has a queue: how many of each state, and since when the oldest waits', async (store) => {
    assert.deepEqual(await store.outbox.queues(), []);
    await fillAllStates(store);
    await announce(
      store,
      notification({ eventId: 'event-6', createdAt: noon + 60 }),
      notification({ eventId: 'event-6', sink: 'archive', createdAt: noon + 60, state: 'replayed' }),
    );
    await take(store);
    const none = Object.fromEntries(deliveryStates.map((state) => [state, 0]));
    const hook = { ...none, pending: 2, delivered: 1, dead: 1, dropped: 1, replayed: 1 };
    assert.deepEqual(await store.outbox.queues(), [
      { sink: 'archive', counts: { ...none, replayed: 1 }, oldestPendingAt: null },
      { sink: 'hook', counts: hook, oldestPendingAt: noon + 4 },
      { sink: 'slack', counts: { ...none, pending: 1 }, oldestPendingAt: noon + 4 },
    ]);
  }),

  onStore('what is retried goes out again at once, under its id, counted anew', async (store) => {
    await fillAllStates(store);
    assert.equal(await store.outbox.retry({}), 2);
    assert.equal(await store.outbox.retry({}), 0);
    const [dropped, dead] = (await all(store.outbox.list({ sink: 'hook' }))).slice(2, 4);
    const anew = { state: 'pending', attempts: 0, waits: null, settledAt: null } as const;
    assert.deepEqual(dead, { ...notification({ eventId: 'event-2', createdAt: noon + 2 }), ...anew, lastError: '404' });
    assert.deepEqual(dropped, {
      ...notification({ eventId: 'event-3', createdAt: noon + 3 }),
      ...anew,
      lastError: null,
    });
    const taken = await take(store);
    assert.deepEqual([taken?.eventId, taken?.attempt, taken?.lastError], ['event-2', 1, '404']);
    assert.equal(await takenId(store), 'event-3');
    assert.equal(await settle(store, 1, { kind: 'delivered' }, minute, 'event-2'), true);
  }),

  onStore('what is dropped never goes out: what was pending or dead, and no other', async (store) => {
    await fillAllStates(store);
    assert.equal(await store.outbox.drop({}, noon + day), 3);
    assert.equal(await store.outbox.drop({}, noon + 2 * day), 0);
    assert.deepEqual(await listed(store), [
      'event-5 hook replayed',
      'event-4 slack dropped',
      'event-4 hook dropped',
      'event-3 hook dropped',
      'event-2 hook dropped',
      'event-1 hook delivered',
    ]);
    const [given] = await all(store.outbox.list({ eventId: 'event-2' }));
    assert.deepEqual([given?.lastError, given?.settledAt], ['404', noon + day]);
    assert.equal(await take(store, 3 * day), null);
  }),

  onStore('a delivery is dropped also while it is claimed, and whoever claims it is told so', async (store) => {
    await announce(store, notification());
    await take(store);
    assert.equal(await store.outbox.drop({ eventId: 'event-1', sink: 'hook' }, noon + 1), 1);
    for (const result of [{ kind: 'delivered' }, { kind: 'dead', error: 'gone' }] as const)
      assert.equal(await settle(store, 1, result, 2), false);
    assert.deepEqual(await listed(store), ['event-1 hook dropped']);
    assert.equal((await all(store.outbox.list({})))[0]?.settledAt, noon + 1);
    assert.equal(await store.outbox.retry({}), 1);
    assert.equal((await take(store))?.attempt, 1, 'the claim ended with it');
  }),

  onStore('only what is named is retried and dropped', async (store) => {
    for (const eventId of ['event-1', 'event-2'])
      await announce(store, notification({ eventId }), notification({ eventId, sink: 'slack' }));
    assert.equal(await store.outbox.drop({ eventId: 'event-1', sink: 'slack' }, noon), 1);
    assert.equal(await store.outbox.drop({ eventId: 'event-2' }, noon), 2);
    assert.equal(await store.outbox.drop({ eventId: 'event-9' }, noon), 0);
    assert.equal(await store.outbox.retry({ sink: 'slack' }), 2);
    assert.equal(await store.outbox.retry({ eventId: 'event-1' }), 0);
    assert.deepEqual((await listed(store)).sort(), [
      'event-1 hook pending',
      'event-1 slack pending',
      'event-2 hook dropped',
      'event-2 slack pending',
    ]);
  }),

  onStore('old deliveries are removed once they are settled; what has to go out stays', async (store) => {
    await fillAllStates(store);
    const prune = (eventsBefore: number) => store.maintenance.prune({ eventsBefore, storiesBefore: null });
    const nothing = { events: 0, quarantined: 0, stories: 0 };
    // They were settled a day after they were made; a replayed one was never to go out.
    assert.deepEqual(await prune(noon + 6), { ...nothing, deliveries: 1, incidents: 0 });
    assert.ok(!(await listed(store)).includes('event-5 hook replayed'));
    assert.deepEqual(await prune(noon + day), { ...nothing, deliveries: 0, incidents: 0 });
    assert.deepEqual(await prune(noon + day + 2), { ...nothing, deliveries: 2, incidents: 0 });
    assert.deepEqual(await prune(noon + 30 * day), { ...nothing, deliveries: 1, incidents: 0 });
    assert.deepEqual(await listed(store), ['event-4 slack pending', 'event-4 hook pending']);
    assert.equal(await takenId(store), 'event-4');
  }),
];

/** One delivery to `hook` in each state, a millisecond apart, settled a day later; and one to `slack`. */
async function fillAllStates(store: Store): Promise<void> {
  for (const index of [1, 2, 3]) {
    await announce(store, notification({ eventId: `event-${index}`, createdAt: noon + index }));
    await take(store, day);
  }
  await settle(store, 1, { kind: 'delivered' }, day + 1, 'event-1');
  await settle(store, 1, { kind: 'dead', error: '404' }, day + 1, 'event-2');
  await store.outbox.drop({ eventId: 'event-3' }, noon + day + 2);
  await announce(
    store,
    notification({ eventId: 'event-4', createdAt: noon + 4 }),
    notification({ eventId: 'event-4', sink: 'slack', createdAt: noon + 4 }),
    notification({ eventId: 'event-5', createdAt: noon + 5, state: 'replayed' }),
  );
}

async function listed(store: Store, query: DeliveryQuery = {}): Promise<string[]> {
  return (await all(store.outbox.list(query))).map(({ eventId, sink, state }) => `${eventId} ${sink} ${state}`);
}
