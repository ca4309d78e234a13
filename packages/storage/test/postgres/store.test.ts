import { describe, expect, test } from 'vitest';
import { lifecycleCases } from '../../src/conformance/lifecycle-cases.js';
import { createPostgresStore } from '../../src/postgres/index.js';
import { conform } from '../support/conform.js';
import { hasPostgres, openPostgres, postgresSubject, sharedPool, urlOf } from '../support/postgres.js';

describe.skipIf(!(await hasPostgres()))('a Postgres store', () => {
  // Each file of a room runs the cases of its own.
  conform(lifecycleCases, postgresSubject);

  test('works on its own connections as on a pool that was handed in', async () => {
    const { store, schema } = await openPostgres();
    expect(store.location).toBe(urlOf(schema));
    await expect(store.maintenance.backup('copy.dump')).rejects.toThrow(TypeError);
    await store.close();
    await expect(store.reading.countItems({})).rejects.toMatchObject({ code: 'STORE_CLOSED' });
  });

  test('leaves a pool that was handed in open, and listens to it no more', async () => {
    const { schema } = await openPostgres();
    const store = createPostgresStore({ pool: sharedPool(), schema });
    const before = sharedPool().listenerCount('error');
    await store.open({ create: false });
    expect(sharedPool().listenerCount('error')).toBe(before + 1);
    await store[Symbol.asyncDispose]();
    expect(sharedPool().listenerCount('error')).toBe(before);
    expect((await sharedPool().query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  });
});
