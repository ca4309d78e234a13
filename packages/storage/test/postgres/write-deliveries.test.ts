import { expect, test } from 'vitest';
import { notification } from '../../src/conformance/build.js';
import { all } from '../../src/conformance/expect.js';
import { addDeliveries, writeDeliveries } from '../../src/postgres/write-deliveries.js';
import { hasPostgres, inSession, openPostgres } from '../support/postgres.js';

test.skipIf(!(await hasPostgres()))('one event goes to one sink once: a second is refused, or left out', async () => {
  const { store, schema } = await openPostgres();
  await inSession(schema, async (session) => {
    await writeDeliveries(session, []);
    await writeDeliveries(session, [notification()]);
    await expect(writeDeliveries(session, [notification()])).rejects.toMatchObject({ code: '23505' });
    await addDeliveries(session, [notification({ message: '2' }), notification({ sink: 'slack' })]);
  });
  const kept = (await all(store.outbox.list({}))).map(({ sink, message, attempts }) => [sink, message, attempts]);
  expect(kept.sort()).toEqual([
    ['hook', notification().message, 0],
    ['slack', notification().message, 0],
  ]);
});
