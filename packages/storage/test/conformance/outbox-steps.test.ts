import { expect, test } from 'vitest';
import { minute, noon, notification } from '../../src/conformance/build.js';
import { announce, settle, take, takenId } from '../../src/conformance/outbox-steps.js';
import { createMemoryData, createMemoryStore } from '../../src/memory/index.js';

test('a delivery is announced, claimed for a minute, and settled at an instant', async () => {
  const data = createMemoryData();
  const store = createMemoryStore({ data });
  await store.open({ create: true });
  await announce(store, notification(), notification({ eventId: 'event-2' }));
  expect(await take(store, 5)).toMatchObject({ eventId: 'event-1', attempt: 1 });
  expect([...data.outbox.values()][0]?.claim).toEqual({ from: noon + 5 - minute, until: noon + 5 + minute });
  expect(await takenId(store)).toBe('event-2');
  expect(await settle(store, 1, { kind: 'delivered' }, 7)).toBe(true);
  expect([...data.outbox.values()].map(({ delivery }) => delivery.settledAt)).toEqual([noon + 7, null]);
});
