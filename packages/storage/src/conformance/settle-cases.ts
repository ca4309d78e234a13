import assert from 'node:assert/strict';
import type { DeliveryResult } from '@ingest/core';
import { day, minute, noon, notification, term } from './build.js';
import { all } from './expect.js';
import { announce, settle, take, takenId } from './outbox-steps.js';
import { onStore, type StoreCase } from './subject.js';

/** What becomes of a delivery that was claimed. */
export const settleCases: readonly StoreCase[] = [
  onStore('who settles after another took over is told so, and writes nothing', async (store) => {
    await announce(store, notification());
    await take(store);
    await take(store, minute);
    const before = await all(store.outbox.list({}));
    for (const result of results) assert.equal(await settle(store, 1, result, minute), false, result.kind);
    assert.deepEqual(await all(store.outbox.list({})), before);
    assert.equal(await take(store, minute), null, 'the claim that holds goes on');
    assert.equal(await settle(store, 2, { kind: 'delivered' }, minute), true);
  }),

  onStore('a claim that is over settles while nobody took it', async (store) => {
    await announce(store, notification());
    await take(store);
    assert.equal(await settle(store, 1, { kind: 'delivered' }, day), true);
    assert.deepEqual(
      (await all(store.outbox.list({}))).map(({ state }) => state),
      ['delivered'],
    );
  }),

  onStore('a delivery that is to be tried again waits, and keeps none behind it back', async (store) => {
    await announce(store, notification(), notification({ eventId: 'event-2', createdAt: noon + 1 }));
    await take(store);
    const waits = { from: noon - 5 * minute, until: noon + 5 * minute };
    assert.equal(await settle(store, 1, { kind: 'again', waits, error: '503' }), true);
    const [tried] = await all(store.outbox.list({ eventId: 'event-1' }));
    assert.deepEqual(
      [tried?.state, tried?.attempts, tried?.waits, tried?.lastError, tried?.settledAt],
      ['pending', 1, waits, '503', null],
    );
    assert.equal(await takenId(store), 'event-2');
    await settle(store, 1, { kind: 'delivered' }, 0, 'event-2');
    assert.equal(await take(store, 5 * minute - 1), null);
    assert.equal((await take(store, 5 * minute))?.attempt, 2);
  }),

  onStore('a wait ends the claim, and is over before its beginning too', async (store) => {
    await announce(store, notification());
    await take(store, day);
    const waits = { from: noon + day - 10, until: noon + day + 10 };
    await settle(store, 1, { kind: 'again', waits, error: 'timeout' }, day);
    assert.equal(await take(store, day + 9), null);
    assert.equal(await take(store, day - 10), null);
    const taken = await take(store, day - 11);
    assert.deepEqual([taken?.attempt, taken?.lastError], [2, 'timeout']);
  }),

  onStore('what is delivered, dead or dropped says when, and is never taken', async (store) => {
    for (const eventId of ['delivered', 'dead', 'dropped']) await announce(store, notification({ eventId }));
    const claimed = [await take(store), await take(store), await take(store)];
    assert.ok(claimed.every((one) => one !== null));
    await settle(store, 1, { kind: 'dead', error: '404' }, 2, 'dead');
    await store.outbox.drop({ eventId: 'dropped' }, noon + 3);
    await settle(store, 1, { kind: 'again', waits: term(), error: 'first' }, 4, 'delivered');
    await take(store, minute);
    await settle(store, 2, { kind: 'delivered' }, minute, 'delivered');
    const settled = (await all(store.outbox.list({}))).reverse();
    assert.deepEqual(
      settled.map(({ state, attempts, waits, lastError, settledAt }) => [state, attempts, waits, lastError, settledAt]),
      [
        ['dead', 1, null, '404', noon + 2],
        ['delivered', 2, null, 'first', noon + minute],
        ['dropped', 1, null, null, noon + 3],
      ],
    );
    for (const at of [-day, 0, day]) assert.equal(await take(store, at), null);
  }),

  onStore('a claim settles once, whatever it came to', async (store) => {
    for (const [index, result] of results.entries()) {
      const eventId = `event-${index}`;
      await announce(store, notification({ eventId, sink: eventId }));
      await take(store, 0, eventId);
      const claim = { eventId, sink: eventId, attempt: 1 };
      assert.equal(await store.outbox.settle(claim, noon, result), true, result.kind);
      const before = await all(store.outbox.list({ eventId }));
      for (const other of results) assert.equal(await store.outbox.settle(claim, noon + 1, other), false, other.kind);
      assert.deepEqual(await all(store.outbox.list({ eventId })), before);
    }
  }),

  onStore('what nobody claimed is not settled', async (store) => {
    await announce(store, notification());
    for (const attempt of [0, 1]) assert.equal(await settle(store, attempt, { kind: 'delivered' }), false);
    await take(store);
    for (const attempt of [0, 2]) assert.equal(await settle(store, attempt, { kind: 'delivered' }), false);
    assert.equal(await settle(store, 1, { kind: 'delivered' }, 0, 'event-9'), false);
    const elsewhere = { eventId: 'event-1', sink: 'slack', attempt: 1 };
    assert.equal(await store.outbox.settle(elsewhere, noon, { kind: 'delivered' }), false);
    assert.deepEqual(
      (await all(store.outbox.list({}))).map(({ state }) => state),
      ['pending'],
    );
  }),
];

const results: readonly DeliveryResult[] = [
  { kind: 'delivered' },
  { kind: 'dead', error: 'gone' },
  { kind: 'again', waits: { from: noon - day, until: noon + day }, error: 'later' },
];
