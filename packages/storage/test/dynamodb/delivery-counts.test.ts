import type { DeliveryResult, SinkQueue, Store } from '@ingest/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { noon, notification, term } from '../../src/conformance/build.js';
import { all } from '../../src/conformance/expect.js';
import { announce, take } from '../../src/conformance/outbox-steps.js';
import { countMoved, readCounts } from '../../src/dynamodb/delivery-counts.js';
import { noDeliveries } from '../../src/shared/delivery.js';
import { hasDynamo, openDynamo, tableOf } from '../support/dynamodb.js';

test('what waits is not counted, and what stays as it is neither', () => {
  const key = { pk: 'OB#counts', sk: 'hook' };
  expect(countMoved('hook', 'pending', 'pending')).toEqual([]);
  expect(countMoved('hook', 'pending', null)).toEqual([]);
  expect(countMoved('hook', 'pending', 'dead')).toEqual([{ kind: 'add', key, numbers: { dead: 1 } }]);
  expect(countMoved('hook', 'dead', 'dropped')).toEqual([{ kind: 'add', key, numbers: { dead: -1, dropped: 1 } }]);
  expect(countMoved('hook', 'replayed', null)).toEqual([{ kind: 'add', key, numbers: { replayed: -1 } }]);
});

test.skipIf(!(await hasDynamo()))('those of one commit are counted by sink and state', async () => {
  const { store, table } = await openDynamo();
  const replayed = (eventId: string, sink: string) => notification({ eventId, sink, state: 'replayed' });
  await announce(store, replayed('a', 'hook'), replayed('b', 'hook'), replayed('a', 'slack'), notification());
  const counts = await readCounts(await tableOf(table));
  expect([counts.get('hook')?.replayed, counts.get('slack')?.replayed]).toEqual([2, 1]);
});

/** What a process may do to deliveries, on events that are few, so that two of them meet. */
type Step = (store: Store) => Promise<unknown>;

const eventId = fc.constantFrom('a', 'b', 'c', 'd');
const results: readonly DeliveryResult[] = [
  { kind: 'delivered' },
  { kind: 'dead', error: 'no such channel' },
  { kind: 'again', waits: term(), error: 'not now' },
];
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(eventId, fc.constantFrom('pending' as const, 'replayed' as const)).map(
    ([id, state]): Step =>
      (store) =>
        store.outbox.add([notification({ eventId: id, state })]),
  ),
  fc.constantFrom(...results).map(
    (result): Step =>
      async (store) => {
        const taken = await take(store);
        if (taken !== null) await store.outbox.settle({ ...taken, sink: 'hook' }, noon, result);
      },
  ),
  fc.constant<Step>((store) => store.outbox.retry({})),
  eventId.map(
    (id): Step =>
      (store) =>
        store.outbox.drop({ eventId: id }, noon),
  ),
  fc.constant<Step>((store) => store.maintenance.prune({ eventsBefore: noon + 1, storiesBefore: null })),
);
const steps = fc.array(step, { minLength: 3, maxLength: 12 });

test.skipIf(!(await hasDynamo()))(
  'the counts are those of the deliveries, whatever two processes do to them at once',
  async () => {
    const { store: one, table } = await openDynamo();
    const { store: other } = await openDynamo({ table });
    await fc.assert(
      fc.asyncProperty(steps, steps, async (left, right) => {
        await Promise.all([run(one, left), run(other, right)]);
        expect(await one.outbox.queues()).toEqual(await countedOneByOne(other));
        expect((await one.maintenance.check()).problems).toEqual([]);
      }),
      { numRuns: 40 },
    );
  },
  60_000,
);

async function run(store: Store, steps: readonly Step[]): Promise<void> {
  for (const step of steps) await step(store);
}

async function countedOneByOne(store: Store): Promise<readonly SinkQueue[]> {
  const deliveries = await all(store.outbox.list({}));
  if (deliveries.length === 0) return [];
  const counts = noDeliveries();
  for (const { state } of deliveries) counts[state] += 1;
  const waiting = deliveries.filter(({ state }) => state === 'pending').map(({ createdAt }) => createdAt);
  return [{ sink: 'hook', counts, oldestPendingAt: waiting.length === 0 ? null : Math.min(...waiting) }];
}
