import {
  type CollectionEvent,
  type EpochMs,
  type EventQuery,
  fromIso,
  IngestError,
  type QuarantinedItem,
} from '@ingest/core';
import { fingerprintOf } from '../shared/fingerprint.js';
import { toLimit } from '../shared/limit.js';
import { bodyOf, instantText, type Key, keyOf, type Row, rowOf, sorted } from './row.js';
import { dayText } from './story.js';
import type { Table } from './table.js';
import type { Writes } from './writes.js';

/** Two kinds of what is told by instant: both stand in lists by UTC day. */
export type Dated = 'event' | 'rejected';

const lists: Readonly<Record<Dated, { readonly days: string; readonly day: string }>> = {
  event: { days: 'DAYS#event', day: 'E#' },
  rejected: { days: 'DAYS#rejected', day: 'Q#' },
};

/** Adds an event. STORE_CONFLICT when it is stored already. */
export async function addEvent(table: Table, writes: Writes, event: CollectionEvent, version: number): Promise<void> {
  const key = { pk: `EID#${event.eventId}`, sk: 'event' };
  if ((await table.get(key)) !== null)
    throw new IngestError('STORE_CONFLICT', `the event ${event.eventId} is stored already`);
  writes.put(key, null);
  addDated(writes, 'event', fromIso(event.startedAt), `${sorted(version)}#${event.eventId}`, event);
  writes.events += 1;
}

/** Adds and removes rejected items; one that an earlier run left there is not kept again. */
export async function changeQuarantine(
  table: Table,
  writes: Writes,
  given: {
    readonly kept: readonly QuarantinedItem[];
    readonly released: readonly QuarantinedItem[];
    readonly version: number;
  },
): Promise<void> {
  const found = new Map<string, readonly Row[]>();
  for (const fingerprint of new Set([...given.kept, ...given.released].map(fingerprintOf)))
    found.set(fingerprint, await table.queryAll(`QF#${fingerprint}`));
  for (const item of given.released) {
    const fingerprint = fingerprintOf(item);
    for (const row of found.get(fingerprint) ?? []) {
      writes.delete(keyOf(row));
      writes.delete({ pk: String(row.listPk), sk: String(row.listSk) });
    }
    found.set(fingerprint, []);
  }
  for (const [index, item] of given.kept.entries()) {
    const fingerprint = fingerprintOf(item);
    const same = found.get(fingerprint) ?? [];
    if (same.some(({ runId }) => runId !== item.runId)) continue;
    const place = `${sorted(given.version)}#${sorted(index)}`;
    const list = addDated(writes, 'rejected', item.at, place, item);
    const row = { pk: `QF#${fingerprint}`, sk: place, runId: item.runId, listPk: list.pk, listSk: list.sk };
    writes.put(row);
    found.set(fingerprint, [...same, row]);
  }
}

function addDated(writes: Writes, kind: Dated, at: EpochMs, place: string, body: unknown): Key {
  const day = dayText(at);
  const key = { pk: `${lists[kind].day}${day}`, sk: `${instantText(at)}#${place}` };
  writes.hints.push({ pk: lists[kind].days, sk: day });
  writes.put(rowOf(key, body));
  return key;
}

/** Newest first; what was kept later comes first among those of one instant. */
export async function* newestFirst<Body extends { readonly runId: string; readonly source: string }>(
  table: Table,
  kind: Dated,
  { runId, source, since, limit }: EventQuery,
): AsyncGenerator<Body> {
  const most = toLimit(limit) ?? Number.POSITIVE_INFINITY;
  let given = 0;
  for await (const row of rowsOf(table, kind, { ...(since !== undefined && { from: since }), isBackwards: true })) {
    if (given >= most) return;
    const body = bodyOf<Body>(row);
    if ((runId !== undefined && body.runId !== runId) || (source !== undefined && body.source !== source)) continue;
    given += 1;
    yield body;
  }
}

/** Rows of instants in `[from, before)`, day by day. */
export async function* rowsOf(
  table: Table,
  kind: Dated,
  { from, before, isBackwards = false }: { from?: EpochMs; before?: EpochMs; isBackwards?: boolean } = {},
): AsyncGenerator<Row> {
  const days = await table.queryAll(lists[kind].days, {
    ...(from !== undefined && { from: dayText(from) }),
    isBackwards,
  });
  const range = {
    ...(from !== undefined && { from: instantText(from) }),
    ...(before !== undefined && { before: instantText(before) }),
    isBackwards,
  };
  for (const { sk: day } of days) {
    if (before !== undefined && day >= instantText(before)) continue;
    yield* table.query(`${lists[kind].day}${day}`, range);
  }
}

/** Removes what is told of before an instant, and how many that were. */
export async function pruneDated(table: Table, kind: Dated, before: EpochMs): Promise<number> {
  const keys: Key[] = [];
  let count = 0;
  for await (const row of rowsOf(table, kind, { before })) {
    count += 1;
    keys.push(keyOf(row), ...(await beside(table, kind, row)));
  }
  await table.deleteAll(keys);
  return count;
}

/** The rows by which one is found otherwise. */
async function beside(table: Table, kind: Dated, row: Row): Promise<readonly Key[]> {
  if (kind === 'event') return [{ pk: `EID#${bodyOf<CollectionEvent>(row).eventId}`, sk: 'event' }];
  const found = await table.queryAll(`QF#${fingerprintOf(bodyOf<QuarantinedItem>(row))}`);
  return found.filter(({ listPk, listSk }) => listPk === row.pk && listSk === row.sk).map(keyOf);
}
