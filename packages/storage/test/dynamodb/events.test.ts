import { fromIso, toIso } from '@ingest/core';
import { expect, test } from 'vitest';
import { concluding, day, event, noon, page, rejected } from '../../src/conformance/build.js';
import { newestFirst, pruneDated, rowsOf } from '../../src/dynamodb/events.js';
import { hasDynamo, openDynamo, tableOf } from '../support/dynamodb.js';

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
    for await (const one of newestFirst<ReturnType<typeof event>>(table, 'event', { since: noon + 1 }))
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
