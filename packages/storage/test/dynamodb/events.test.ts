import { DAY_MS, fromIso, type Store, toIso } from '@ingest/core';
import { describe, expect, test } from 'vitest';
import { concluding, day, event, noon, page, rejected } from '../../src/conformance/build.js';
import { all } from '../../src/conformance/expect.js';
import { newestFirst, pruneDated, rowsOf } from '../../src/dynamodb/events.js';
import { dynamoTtlAttribute } from '../../src/dynamodb/expiry.js';
import { dayText } from '../../src/dynamodb/story.js';
import { fingerprintOf } from '../../src/shared/fingerprint.js';
import { clockAt, hasDynamo, openDynamo, tableOf } from '../support/dynamodb.js';

test.skipIf(!(await hasDynamo()))(
  'events of many days come day by day, and leave nothing when they are pruned',
  async () => {
    const { store, table: name } = await openDynamo();
    for (const index of [1, 0, 3, 2])
      await store.articles.commitPage(
        concluding({ event: event({ eventId: `${index}`, startedAt: toIso(noon + index * day) }) }),
      );
    const table = await tableOf(name);
    const found: string[] = [];
    for await (const one of newestFirst<ReturnType<typeof event>>(table, 'event', noon, { since: noon + 1 }))
      found.push(`${one.eventId} ${(fromIso(one.startedAt) - noon) / day}`);
    expect(found).toEqual(['3 3', '2 2', '1 1']);
    const count = async (from: number, before: number) => {
      let rows = 0;
      for await (const _ of rowsOf(table, 'event', { from, before })) rows += 1;
      return rows;
    };
    expect([await count(noon, noon + 2 * day), await count(noon + 1, noon + day)]).toEqual([2, 0]);
    expect(await pruneDated(table, 'event', noon + 2 * day)).toBe(2);
    // One that was pruned is known no more.
    await store.articles.commitPage(concluding({ event: event({ eventId: '0' }) }));
    expect(await store.reading.countEventsEver()).toBe(5);
  },
);

test.skipIf(!(await hasDynamo()))('an item that was pruned is kept again', async () => {
  const { store, table } = await openDynamo();
  const keep = (runId: string) => store.articles.commitPage(page([], { quarantine: [rejected({ runId })] }));
  await keep('run-1');
  expect(await pruneDated(await tableOf(table), 'rejected', noon)).toBe(0);
  expect(await pruneDated(await tableOf(table), 'rejected', noon + 1)).toBe(1);
  await keep('run-2');
  const kept: string[] = [];
  for await (const { runId } of store.reading.quarantine({})) kept.push(runId);
  expect(kept).toEqual(['run-2']);
});

describe.skipIf(!(await hasDynamo()))('what has expired', () => {
  const keptMs = 2 * day;

  /** An event and a rejected item, each with two days to go from noon, and the same table some time later. */
  async function keepTwo() {
    const { store, table } = await openDynamo({ keptMs });
    await store.articles.commitPage({ ...concluding({ event: event() }), quarantine: [rejected()] });
    const at = async (now: number) => (await openDynamo({ table, keptMs, clock: clockAt(now) })).store;
    return { table: await tableOf(table), at };
  }
  const read = async ({ reading }: Store) => [
    (await all(reading.events({}))).length,
    (await all(reading.quarantine({}))).length,
    await reading.countNewStories(0, noon + 9 * day),
  ];

  test('is read no more, although it is still there, and is counted when it is pruned', async () => {
    const { table, at } = await keepTwo();
    const expiry = noon + keptMs;
    const { newItemCount } = event();
    expect(await read(await at(expiry - 1))).toEqual([1, 1, newItemCount]);
    const later = await at(expiry + 1_000);
    expect(await read(later)).toEqual([0, 0, 0]);
    const pruned = await later.maintenance.prune({ eventsBefore: expiry, storiesBefore: null });
    expect(pruned).toMatchObject({ events: 1, quarantined: 1 });
    expect(await later.reading.countEventsEver()).toBe(1);
    for (const pk of ['DAYS#event', 'DAYS#rejected', 'EID#event-1']) expect(await table.queryAll(pk)).toEqual([]);
  });

  test('stands in rows that each say when, and a day lasts as long as the last of it', async () => {
    const { table } = await keepTwo();
    const days = await table.queryAll('DAYS#event');
    const rows = [
      ...(await table.queryAll(`E#${dayText(noon)}`)),
      ...(await table.queryAll(`Q#${dayText(noon)}`)),
      ...(await table.queryAll('EID#event-1')),
      ...(await table.queryAll(`QF#${fingerprintOf(rejected())}`)),
    ];
    const seconds = Math.ceil((noon + keptMs) / 1_000);
    expect(rows.map((row) => row[dynamoTtlAttribute])).toEqual([seconds, seconds, seconds, seconds]);
    expect(days.map((row) => row[dynamoTtlAttribute])).toEqual([
      (Math.floor(noon / DAY_MS + 1) * DAY_MS + keptMs) / 1_000,
    ]);
  });

  test('is kept again when it is rejected again', async () => {
    const { at } = await keepTwo();
    const later = await at(noon + keptMs + 1_000);
    const again = rejected({ runId: 'run-2', at: noon + keptMs });
    await later.articles.commitPage(page([], { quarantine: [again] }));
    expect(await all(later.reading.quarantine({}))).toEqual([again]);
    // It is there now: a third run does not keep it again.
    await later.articles.commitPage(page([], { quarantine: [{ ...again, runId: 'run-3' }] }));
    expect(await all(later.reading.quarantine({}))).toEqual([again]);
  });
});
