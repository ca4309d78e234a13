import { expect, test } from 'vitest';
import { notification } from '../../src/conformance/build.js';
import { everythingOf, rowsOf, takeLease, transferOf, writeEverything } from '../../src/conformance/transfer-steps.js';
import { createMemoryStore } from '../../src/memory/index.js';

async function opened() {
  const store = createMemoryStore();
  await store.open({ create: true });
  return store;
}

test('the rows of a part are read over its pages, and a page that is too long is found', async () => {
  const store = await opened();
  await store.outbox.add(['b', 'a', 'c'].map((eventId) => notification({ eventId })));
  expect((await rowsOf(store, 'deliveries')).map(({ eventId }) => eventId)).toEqual(['a', 'b', 'c']);
  const { transfer } = store;
  const long = { ...store, transfer: transfer && { ...transfer, read: () => transfer.read('deliveries', null, 9) } };
  await expect(rowsOf(long as typeof store, 'deliveries')).rejects.toThrow('a page of 3 rows where 2 were asked for');
});

test('all that was read is written page by page, and neither a lease nor a place is left', async () => {
  const [from, to] = [await opened(), await opened()];
  await from.outbox.add(['b', 'a', 'c'].map((eventId) => notification({ eventId })));
  await writeEverything(to, await everythingOf(from));
  expect(await everythingOf(to)).toEqual(await everythingOf(from));
  expect(await to.registers.list('')).toEqual([]);
  expect(await takeLease(to)).toMatchObject({ name: 'run', number: 2 });
});

test('a store without the room is named', () => {
  const { transfer: _, ...store } = createMemoryStore();
  expect(() => transferOf(store)).toThrow('the store memory: has no room `transfer`');
});
