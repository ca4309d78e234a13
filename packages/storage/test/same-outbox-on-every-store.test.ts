import { type DeliveryResult, type DeliveryState, deliveryStates, IngestError, type Store } from '@ingest/core';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concluding, noon, notification } from '../src/conformance/build.js';
import { all } from '../src/conformance/expect.js';
import { createMemoryStore } from '../src/memory/index.js';
import { createSqliteStore } from '../src/sqlite/index.js';
import { emptiedSubjects, hasPostgres } from './support/postgres.js';

// Few of everything, so that steps meet.
const eventId = fc.constantFrom('a', 'b', 'c');
const sink = fc.constantFrom('hook', 'slack');
const at = fc.integer({ min: 0, max: 9 }).map((after) => noon + after);
const around = fc.record({ from: at, until: at });
const named = fc.record({ eventId, sink }, { requiredKeys: [] });
const result: fc.Arbitrary<DeliveryResult> = fc.oneof(
  fc.record({ kind: fc.constant('delivered' as const) }),
  fc.record({ kind: fc.constant('dead' as const), error: fc.constantFrom('404', '') }),
  fc.record({ kind: fc.constant('again' as const), waits: around, error: fc.constant('503') }),
);
const states: fc.Arbitrary<DeliveryState[]> = fc.subarray([...deliveryStates]);

/** One step on a store, and what it answered. */
type Step = (store: Store) => Promise<unknown>;

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  fc.array(fc.record({ eventId, sink, createdAt: at, state: fc.constantFrom('pending', 'pending', 'replayed') })).map(
    (entries): Step =>
      (store) => {
        const notifications = entries.map((entry) => notification({ ...entry, state: entry.state as 'pending' }));
        return store.articles.commitPage(concluding({ notifications }));
      },
  ),
  fc.tuple(sink, at, around).map(
    (asked): Step =>
      (store) =>
        store.outbox.take(...asked),
  ),
  fc.tuple(fc.record({ eventId, sink, attempt: fc.integer({ min: 0, max: 3 }) }), at, result).map(
    (asked): Step =>
      (store) =>
        store.outbox.settle(...asked),
  ),
  named.map(
    (query): Step =>
      (store) =>
        store.outbox.retry(query),
  ),
  fc.tuple(named, at).map(
    (asked): Step =>
      (store) =>
        store.outbox.drop(...asked),
  ),
  fc.tuple(named, fc.option(states), fc.option(fc.nat(4))).map(
    ([query, chosen, limit]): Step =>
      (store) =>
        all(store.outbox.list({ ...query, ...(chosen && { states: chosen }), ...(limit !== null && { limit }) })),
  ),
  at.map(
    (before): Step =>
      (store) =>
        store.maintenance.prune({ eventsBefore: before, storiesBefore: null }),
  ),
);

test('whatever becomes of deliveries, SQLite answers as the reference does', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { maxLength: 25, size: 'max' }), async (steps) => {
      const database = new Database(':memory:');
      const [memory, sqlite] = [createMemoryStore(), createSqliteStore({ database })];
      for (const store of [memory, sqlite]) await store.open({ create: true });
      const [expected, answered] = [await answers(memory, steps), await answers(sqlite, steps)];
      database.close();
      expect(answered).toEqual(expected);
      expect(answered.problems).toEqual([]);
    }),
    { numRuns: 300 },
  );
}, 60_000);

describe.skipIf(!(await hasPostgres()))('on a server', () => {
  const { subjects, empty } = emptiedSubjects();

  test('whatever becomes of deliveries, Postgres answers as the reference does', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { maxLength: 25, size: 'max' }), async (steps) => {
        await empty();
        const [memory, postgres] = [createMemoryStore(), subjects().connect()];
        for (const store of [memory, postgres]) await store.open({ create: true });
        const [expected, answered] = [await answers(memory, steps), await answers(postgres, steps)];
        await postgres.close();
        expect(answered).toEqual(expected);
      }),
      { numRuns: 25 },
    );
  }, 60_000);
});

async function answers(store: Store, steps: readonly Step[]) {
  const answered: unknown[] = [];
  for (const step of steps)
    answered.push(await step(store).catch((thrown) => (IngestError.is(thrown) ? thrown.code : Promise.reject(thrown))));
  return {
    answered,
    deliveries: await all(store.outbox.list({})),
    queues: await store.outbox.queues(),
    problems: (await store.maintenance.check()).problems,
  };
}
