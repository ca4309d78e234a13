import { randomBytes } from 'node:crypto';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { article, owner, page, term } from '../../src/conformance/build.js';
import { commit, type Head, headKey, makeHead, oldLogs, readHead } from '../../src/dynamodb/head.js';
import { rowOf, sorted } from '../../src/dynamodb/row.js';
import { Writes } from '../../src/dynamodb/writes.js';
import { hasDynamo, openDynamo, sharedClient, tableOf } from '../support/dynamodb.js';

const nothing: Head = { version: 0, events: 0, filed: new Map() };
const free = { lease: null, at: 5 };

/** A text of which nothing repeats. */
function noise(bytes: number): string {
  return randomBytes(bytes).toString('base64');
}

function rows(count: number, body: unknown = 'x'): Writes {
  const writes = new Writes();
  for (let index = 0; index < count; index += 1) writes.put(rowOf({ pk: 'X', sk: `${1000 + index}` }, body));
  return writes;
}

async function emptyTable() {
  const { store, table } = await openDynamo();
  return { store, table: await tableOf(table) };
}

describe.skipIf(!(await hasDynamo()))('the head of a table', () => {
  test('is made once, and counts commits and events', async () => {
    const { table } = await emptyTable();
    await makeHead(table);
    const writes = rows(1);
    writes.events = 2;
    expect(await commit(table, nothing, writes, free)).toBe(true);
    await makeHead(table);
    expect(await readHead(table)).toEqual({ version: 1, events: 2, filed: new Map() });
  });

  test.each([3, 250])('refuses %d rows that were decided on an older state, whole', async (count) => {
    const { table } = await emptyTable();
    const head = nothing;
    expect(await commit(table, head, rows(1), free)).toBe(true);
    const writes = rows(count);
    writes.delete({ pk: 'X', sk: '1000' });
    expect(await commit(table, head, writes, free)).toBe(false);
    expect(await table.queryAll('X')).toHaveLength(1);
  });

  test('refuses a row in the place of one that was not read so', async () => {
    const { table } = await emptyTable();
    const head = nothing;
    await table.putAll([{ pk: 'X', sk: '1', version: 7 }]);
    for (const replaces of [null, 6]) {
      const writes = new Writes();
      writes.put({ pk: 'X', sk: '1', version: 8 }, replaces);
      expect(await commit(table, head, writes, free)).toBe(false);
    }
    const writes = new Writes();
    writes.put({ pk: 'X', sk: '1', version: 8 }, 7);
    expect(await commit(table, head, writes, free)).toBe(true);
  });

  test.each([
    ['many rows', 450, 'x'],
    ['large rows', 20, Array.from({ length: 3_000 }, (_, index) => `${index * 7_919}`)],
    ['rows that deflating makes no smaller', 60, noise(40_000)],
    ['the largest rows that there are', 8, noise(255_000)],
  ])('moves once for %s, which are more than one transaction, and keeps no log of them', async (_, count, body) => {
    const { table } = await emptyTable();
    expect(await commit(table, nothing, rows(count, body), free)).toBe(true);
    expect(await readHead(table)).toEqual({ version: 1, events: 0, filed: new Map() });
    expect(await table.queryAll('X')).toHaveLength(count);
    expect(await table.queryAll('LOG')).toEqual([]);
  });

  test('replaces more of the largest rows than can be read in one transaction', async () => {
    const { table } = await emptyTable();
    const large = (version: number, replaces: number | null) => {
      const writes = new Writes();
      for (let index = 0; index < 16; index += 1)
        writes.put(rowOf({ pk: 'X', sk: `${1000 + index}` }, noise(255_000), { version }), replaces);
      return writes;
    };
    expect(await commit(table, nothing, large(1, null), free)).toBe(true);
    const sent = vi.spyOn(await sharedClient(), 'send');
    onTestFinished(() => sent.mockRestore());
    expect(await commit(table, { ...nothing, version: 1 }, large(2, 1), free)).toBe(true);
    expect((await table.queryAll('X')).map(({ version }) => version)).toEqual(Array(16).fill(2));
    // The emulator knows no limit there.
    const asked = sent.mock.calls.flatMap(([{ input }]) =>
      'TransactItems' in input ? [(input.TransactItems ?? []).filter((item) => 'Get' in item).length] : [],
    );
    expect(asked.reduce((sum, rows) => sum + rows, 0)).toBe(16);
    expect(Math.max(...asked) * 340_000).toBeLessThan(4_000_000);
  });

  test('writes hints first, and removes what is stale at last', async () => {
    const { table } = await emptyTable();
    const writes = rows(1);
    writes.hints.push({ pk: 'H', sk: '1' });
    writes.stale.push({ pk: 'H', sk: '0' });
    await table.putAll([{ pk: 'H', sk: '0' }]);
    await commit(table, nothing, writes, free);
    expect(await table.queryAll('H')).toEqual([{ pk: 'H', sk: '1' }]);
  });

  test.each([1, 250])('refuses %d rows under a lease that is not held', async (count) => {
    const { store, table } = await emptyTable();
    const taken = await store.leases.take('run', owner(1), term());
    if (!taken.taken) throw new Error('not taken');
    await store.leases.release(taken.token);
    const committing = commit(table, nothing, rows(count), { lease: taken.token, at: 5 });
    await expect(committing).rejects.toMatchObject({ code: 'STORE_LEASE_LOST' });
    expect(await table.queryAll('X')).toEqual([]);
    expect(await readHead(table)).toEqual(nothing);
    const logs = await oldLogs(table, 6);
    expect([logs.length > 0, await oldLogs(table, 5)]).toEqual([count > 1, []]);
  });

  test('lets nobody apply a part of a log again that another applied, however slow it was', async () => {
    const { table } = await emptyTable();
    const named = { ...headKey, version: 1, events: 0, log: 'log', parts: 2 };
    const part = (index: number) =>
      rowOf({ pk: 'LOG', sk: `log#${sorted(index)}` }, [{ kind: 'put', row: { pk: 'X', sk: `${index}`, n: 1 } }], {
        at: 0,
      });
    // Another applied the first part, and its row was changed since.
    await table.putAll([{ ...named, applied: 1 }, part(0), part(1), { pk: 'X', sk: '0', n: 2 }]);
    const get = table.get.bind(table);
    let isSlow = true;
    table.get = async (key) => {
      const read = await get(key);
      if (!isSlow || read === null || key !== headKey) return read;
      isSlow = false;
      return { ...read, applied: 0 };
    };
    expect(await readHead(table)).toEqual({ version: 1, events: 0, filed: new Map() });
    expect((await table.queryAll('X')).map(({ n }) => n)).toEqual([2, 1]);
  });

  test('of a newer version is STORE_SCHEMA, and left as it is', async () => {
    const { store, table } = await emptyTable();
    const newer = { ...headKey, version: 3, events: 0, schema: 2 };
    await table.putAll([newer]);
    await expect(store.articles.commitPage(page([article()]))).rejects.toMatchObject({ code: 'STORE_SCHEMA' });
    expect(await table.get(headKey)).toEqual(newer);
  });

  test('that names a log that is gone is STORE_CORRUPT', async () => {
    const { store, table } = await emptyTable();
    await table.putAll([{ ...headKey, version: 1, events: 0, log: 'gone', parts: 1, applied: 0 }]);
    await expect(store.reading.countEventsEver()).rejects.toMatchObject({ code: 'STORE_CORRUPT' });
  });
});
