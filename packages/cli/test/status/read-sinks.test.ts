import { disableSink, MINUTE_MS, type Store } from '@ingest/core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openStore } from '../../src/compose.js';
import { readSinks } from '../../src/status/read-sinks.js';
import { entryOf } from '../support/deliveries.js';

const now = Date.UTC(2026, 5, 4, 14);
let store: Store;
beforeEach(async () => {
  store = await openStore('memory:', true);
});
afterEach(() => store.close());

const read = (...names: string[]) =>
  readSinks({ outbox: store.outbox, registers: store.registers, sinks: names.map((name) => ({ name })), now });

async function tried(sink: string, result: Parameters<Store['outbox']['settle']>[2]) {
  const taken = await store.outbox.take(sink, now, { from: now, until: now + MINUTE_MS });
  if (taken === null) throw new Error(`nothing is due at ${sink}`);
  await store.outbox.settle(taken, now, result);
}

it('names every sink of the configuration, also one that never had anything', async () => {
  expect(await read('desk')).toEqual([
    {
      sink: 'desk',
      isConfigured: true,
      waiting: 0,
      dead: 0,
      oldestAt: null,
      oldestAgeMs: null,
      nextTryAt: null,
      disabledBecause: null,
    },
  ]);
});

it('says how much waits, how long, and when the first is tried again', async () => {
  await store.outbox.add([
    entryOf('desk', 'a', { createdAt: now - 41_000 }),
    entryOf('desk', 'b', { createdAt: now - 20_000 }),
  ]);
  await tried('desk', { kind: 'again', waits: { from: now, until: now + 40_000 }, error: 'no' });
  // The second was never tried: it is due.
  expect(await read('desk')).toMatchObject([{ waiting: 2, oldestAgeMs: 41_000, nextTryAt: null }]);
  await tried('desk', { kind: 'again', waits: { from: now, until: now + 19_000 }, error: 'no' });
  expect(await read('desk')).toMatchObject([{ waiting: 2, nextTryAt: '2026-06-04T14:00:19.000Z' }]);
});

it('takes a wait that is over for none', async () => {
  await store.outbox.add([entryOf('desk', 'a', { createdAt: now - 41_000 })]);
  await tried('desk', { kind: 'again', waits: { from: now - 10, until: now }, error: 'no' });
  expect(await read('desk')).toMatchObject([{ waiting: 1, nextTryAt: null }]);
});

it('names a sink that is configured no more as long as something is left for it, and why one is disabled', async () => {
  await store.outbox.add([entryOf('old', 'a'), entryOf('done', 'a'), entryOf('given-up', 'a')]);
  await tried('done', { kind: 'delivered' });
  await tried('given-up', { kind: 'dead', error: 'no' });
  await disableSink(store.registers, 'desk', 'desk: 410', now);
  expect(
    (await read('desk')).map(({ sink, isConfigured, waiting, dead }) => [sink, isConfigured, waiting, dead]),
  ).toEqual([
    ['desk', true, 0, 0],
    ['given-up', false, 0, 1],
    ['old', false, 1, 0],
  ]);
  expect((await read('desk'))[0]?.disabledBecause).toBe('desk: 410');
});
