import { expect, test } from 'vitest';
import { notification } from '../../src/conformance/build.js';
import { addDeliveries, writeDeliveries } from '../../src/sqlite/write-deliveries.js';
import { storeInMemory } from '../support/memory-database.js';

test('one event goes to one sink once: a second is refused, or left out', async () => {
  const { database } = await storeInMemory();
  writeDeliveries(database, [notification()]);
  expect(() => writeDeliveries(database, [notification()])).toThrow('UNIQUE');
  addDeliveries(database, [notification({ message: '2' }), notification({ sink: 'slack' })]);
  expect(database.prepare('SELECT sink, message, attempts FROM outbox ORDER BY sink').raw().all()).toEqual([
    ['hook', notification().message, 0],
    ['slack', notification().message, 0],
  ]);
});
