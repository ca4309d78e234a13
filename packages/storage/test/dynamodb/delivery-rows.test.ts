import { expect, test } from 'vitest';
import { noon, notification } from '../../src/conformance/build.js';
import { announce } from '../../src/conformance/outbox-steps.js';
import {
  addEntries,
  deliveryRow,
  type KeptDelivery,
  readDeliveries,
  readDelivery,
  removing,
  replacing,
  sinksOf,
  toRead,
  waitingOf,
} from '../../src/dynamodb/delivery-rows.js';
import { Writes } from '../../src/dynamodb/writes.js';
import { hasDynamo, openDynamo, tableOf } from '../support/dynamodb.js';

test.skipIf(!(await hasDynamo()))('a delivery moves from those that wait to those that are done, once', async () => {
  const { store, table: name } = await openDynamo();
  await announce(store, notification(), notification({ sink: 'slack' }));
  const table = await tableOf(name);
  const read = await readDelivery(table, { eventId: 'event-1', sink: 'hook' });
  if (read === null) throw new Error('no delivery');
  const dead: KeptDelivery = { delivery: { ...read.delivery, state: 'dead', settledAt: noon }, claim: null };
  expect((await table.transact(replacing(read, dead))).size).toBe(0);
  expect((await table.transact(replacing(read, dead))).size).toBe(1);
  expect(await readDelivery(table, { eventId: 'event-1', sink: 'hook' })).toBeNull();
  expect(await sinksOf(table)).toEqual(['hook', 'slack']);
  for await (const _ of waitingOf(table, 'hook')) throw new Error('nothing waits');
  const all = await readDeliveries(table, {});
  expect(all.map(({ delivery }) => `${delivery.sink} ${delivery.state}`).sort()).toEqual([
    'hook dead',
    'slack pending',
  ]);
  for (const one of all) expect((await table.transact(removing(one))).size).toBe(0);
  expect(await readDeliveries(table, { eventId: 'event-1' })).toEqual([]);
});

test.skipIf(!(await hasDynamo()))('what is there is a conflict, or stays as it is', async () => {
  const { store, table: name } = await openDynamo();
  await announce(store, notification());
  const table = await tableOf(name);
  const adding = async (isNewOnly: boolean) => {
    const writes = new Writes();
    await addEntries(table, writes, [notification(), notification({ eventId: 'event-2' })], { isNewOnly });
    return writes.all.length;
  };
  await expect(adding(true)).rejects.toMatchObject({ code: 'STORE_CONFLICT' });
  expect(await adding(false)).toBe(2);
});

test('a row holds a delivery whole', () => {
  const { state: _, ...entry } = notification();
  const delivery = { ...entry, state: 'pending', attempts: 1, waits: null, lastError: null, settledAt: null } as const;
  const kept: KeptDelivery = { delivery, claim: { from: 1, until: 2 } };
  expect(toRead(deliveryRow(kept, 4))).toMatchObject({ ...kept, row: { change: 4 } });
});
