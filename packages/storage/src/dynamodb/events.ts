import {
  type CollectionEvent,
  compareText,
  DAY_MS,
  type EpochMs,
  type EventQuery,
  fromIso,
  IngestError,
  type QuarantinedItem,
} from '@ingest/core';
import { fingerprintOf } from '../shared/fingerprint.js';
import { toLimit } from '../shared/limit.js';
import { expiring, isExpired } from './expiry.js';
import { bodyOf, fromInstantText, instantText, type Key, keyOf, keyText, type Row, rowOf, sorted } from './row.js';
import { dayText } from './story.js';
import type { Table } from './table.js';
import type { Writes } from './writes.js';

/** Two kinds of what is told by instant: both stand in lists by UTC day. */
export type Dated = 'event' | 'rejected';

const lists: Readonly<Record<Dated, { readonly days: string; readonly day: string }>> = {
  event: { days: 'DAYS#event', day: 'E#' },
  rejected: { days: 'DAYS#rejected', day: 'Q#' },
};

/** In which commit something is kept, and for how long, in milliseconds. */
export interface Kept {
  readonly version: number;
  readonly keptMs: number;
}

/** Adds events. STORE_CONFLICT when one is stored already. */
export async function addEvents(
  table: Table,
  writes: Writes,
  events: readonly CollectionEvent[],
  { version, keptMs }: Kept,
): Promise<void> {
  const keyFor = ({ eventId }: CollectionEvent): Key => ({ pk: `EID#${eventId}`, sk: 'event' });
  const known = await table.getAll(events.map(keyFor));
  for (const [index, event] of events.entries()) {
    const key = keyFor(event);
    if (known.has(keyText(key)))
      throw new IngestError('STORE_CONFLICT', `the event ${event.eventId} is stored already`);
    const at = fromIso(event.startedAt);
    writes.put({ ...key, ...expiring(at, keptMs) }, null);
    addDated(writes, 'event', { at, place: placeOf(version, index), body: event, keptMs });
    writes.events += 1;
  }
}

/** Adds and removes rejected items; one that an earlier run left there is not kept again. */
export async function changeQuarantine(
  table: Table,
  writes: Writes,
  given: Kept & {
    readonly kept: readonly QuarantinedItem[];
    readonly released: readonly QuarantinedItem[];
    readonly now: EpochMs;
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
    const same = (found.get(fingerprint) ?? []).filter((row) => !isExpired(row, given.now));
    if (same.some(({ runId }) => runId !== item.runId)) continue;
    found.set(fingerprint, [...same, addRejected(writes, item, index, given)]);
  }
}

/** Keeps a rejected item, whatever is kept already; it is the so-manieth of its commit. */
export function addRejected(writes: Writes, item: QuarantinedItem, index: number, { version, keptMs }: Kept): Row {
  const { at, runId } = item;
  const place = placeOf(version, index);
  const list = addDated(writes, 'rejected', { at, place, body: item, keptMs });
  const byFingerprint = { pk: `QF#${fingerprintOf(item)}`, sk: place };
  const row = { ...byFingerprint, runId, listPk: list.pk, listSk: list.sk, ...expiring(at, keptMs) };
  writes.put(row);
  return row;
}

/** Sorts as what was kept before and after. */
function placeOf(version: number, index: number): string {
  return `${sorted(version)}#${sorted(index)}`;
}

/** All of a kind in the order in which it was kept, what has expired too. */
export async function inOrderKept<Body>(table: Table, kind: Dated): Promise<readonly Body[]> {
  const rows: Row[] = [];
  for await (const row of rowsOf(table, kind)) rows.push(row);
  const placeIn = ({ sk }: Row) => sk.slice(sk.indexOf('#'));
  return rows.sort((left, right) => compareText(placeIn(left), placeIn(right))).map((row) => bodyOf<Body>(row));
}

function addDated(
  writes: Writes,
  kind: Dated,
  { at, place, body, keptMs }: { at: EpochMs; place: string; body: unknown; keptMs: number },
): Key {
  const day = dayText(at);
  const key = { pk: `${lists[kind].day}${day}`, sk: `${instantText(at)}#${place}` };
  // The day is listed for as long as the last of it is kept.
  writes.hints.push({ pk: lists[kind].days, sk: day, ...expiring(fromInstantText(day) + DAY_MS, keptMs) });
  writes.put(rowOf(key, body, expiring(at, keptMs)));
  return key;
}

/** Newest first; what was kept later comes first among those of one instant. What has expired is left out. */
export async function* newestFirst<Body extends { readonly runId: string; readonly source: string }>(
  table: Table,
  kind: Dated,
  now: EpochMs,
  { runId, source, since, limit }: EventQuery,
): AsyncGenerator<Body> {
  const most = toLimit(limit) ?? Number.POSITIVE_INFINITY;
  let given = 0;
  const from = since !== undefined && { from: since };
  const range = {
    ...from,
    ...(limit !== undefined && { atFirst: Math.max(1, most) }),
    isBackwards: true,
    livingAt: now,
  };
  for await (const row of rowsOf(table, kind, range)) {
    if (given >= most) return;
    const body = bodyOf<Body>(row);
    if ((runId !== undefined && body.runId !== runId) || (source !== undefined && body.source !== source)) continue;
    given += 1;
    yield body;
  }
}

/** Which rows are meant: of instants in `[from, before)`; with `livingAt` without those that have expired then. */
interface DatedRange {
  readonly from?: EpochMs;
  readonly before?: EpochMs;
  readonly isBackwards?: boolean;
  readonly livingAt?: EpochMs;
  readonly atFirst?: number;
}

/** Day by day. */
export async function* rowsOf(
  table: Table,
  kind: Dated,
  { from, before, isBackwards = false, livingAt = Number.NEGATIVE_INFINITY, atFirst }: DatedRange = {},
): AsyncGenerator<Row> {
  const days = await table.queryAll(lists[kind].days, {
    ...(from !== undefined && { from: dayText(from) }),
    isBackwards,
  });
  const range = {
    ...(from !== undefined && { from: instantText(from) }),
    ...(before !== undefined && { before: instantText(before) }),
    ...(atFirst !== undefined && { atFirst }),
    isBackwards,
  };
  for (const listed of days) {
    if (isExpired(listed, livingAt) || (before !== undefined && listed.sk >= instantText(before))) continue;
    for await (const row of table.query(`${lists[kind].day}${listed.sk}`, range))
      if (!isExpired(row, livingAt)) yield row;
  }
}

/** Removes what is told of before an instant, whether it has expired or not, and how many that were. */
export async function pruneDated(table: Table, kind: Dated, before: EpochMs): Promise<number> {
  const days = await table.queryAll(lists[kind].days, { before: dayText(before) });
  const keys: Key[] = days.map(keyOf);
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
