import {
  type Delivery,
  type DeliveryQuery,
  type EpochMs,
  IngestError,
  type OutboxEntry,
  type Term,
} from '@ingest/core';
import { bodyOf, fromInstantText, instantText, type Key, keyText, type Row, rowOf } from './row.js';
import type { Action, Table } from './table.js';
import type { Writes } from './writes.js';

/** A delivery with the claim on it; null when nobody ever claimed it, or whoever did is done. */
export interface KeptDelivery {
  readonly delivery: Delivery;
  readonly claim: Term | null;
}

/** What was read, with the row that it stands in. */
export interface ReadDelivery extends KeptDelivery {
  readonly row: Row;
}

type Place = Pick<Delivery, 'eventId' | 'sink' | 'createdAt'>;

/** Those that wait stand apart from those that do not any more, by sink, so that the oldest is found at once. */
type Shelf = 'waiting' | 'done';
const shelves: readonly Shelf[] = ['waiting', 'done'];

function shelfKey(shelf: Shelf, { eventId, sink, createdAt }: Place): Key {
  return { pk: shelfPk(shelf, sink), sk: `${instantText(createdAt)}#${eventId}` };
}

function shelfPk(shelf: Shelf, sink: string): string {
  return `OB#${shelf}#${sink}`;
}

/** An event and a sink have at most one delivery: this row says so, and when it was made. */
function knownKey({ eventId, sink }: Pick<Delivery, 'eventId' | 'sink'>): Key {
  return { pk: `OE#${eventId}`, sk: sink };
}

function keyFor({ delivery }: KeptDelivery): Key {
  return shelfKey(delivery.state === 'pending' ? 'waiting' : 'done', delivery);
}

/** `change` is counted up with every change, so that one that was decided on an older state is refused. */
export function deliveryRow(kept: KeptDelivery, change: number): Row {
  return rowOf(keyFor(kept), kept, { change });
}

/** Adds notifications. `isNewOnly`: those that are there are STORE_CONFLICT; else they stay as they are. */
export async function addEntries(
  table: Table,
  writes: Writes,
  entries: readonly OutboxEntry[],
  { isNewOnly }: { readonly isNewOnly: boolean },
): Promise<void> {
  const known = new Set((await table.getAll(entries.map(knownKey))).keys());
  for (const { eventId, sink, message, createdAt, state } of entries) {
    const key = knownKey({ eventId, sink });
    if (known.has(keyText(key))) {
      if (!isNewOnly) continue;
      throw new IngestError('STORE_CONFLICT', `the event ${eventId} is in the outbox for ${sink} already`);
    }
    known.add(keyText(key));
    const untouched = { attempts: 0, waits: null, lastError: null, settledAt: null };
    writes.hints.push({ pk: 'SINKS', sk: sink });
    writes.put({ ...key, createdAt: instantText(createdAt) }, null);
    writes.put(deliveryRow({ delivery: { eventId, sink, message, createdAt, state, ...untouched }, claim: null }, 0));
  }
}

/** The parts of a transaction by which a delivery becomes another; it holds while nobody else changed it. */
export function replacing({ row }: ReadDelivery, after: KeptDelivery): readonly Action[] {
  const change = Number(row.change);
  const condition = { text: '#change = :change', values: { change } };
  const next = deliveryRow(after, change + 1);
  if (keyText(next) === keyText(row)) return [{ kind: 'put', row: next, condition }];
  return [
    { kind: 'delete', key: row, condition },
    { kind: 'put', row: next },
  ];
}

/** The parts of a transaction by which a delivery is gone. */
export function removing({ row, delivery }: ReadDelivery): readonly Action[] {
  const condition = { text: '#change = :change', values: { change: Number(row.change) } };
  return [
    { kind: 'delete', key: row, condition },
    { kind: 'delete', key: knownKey(delivery) },
  ];
}

export function toRead(row: Row): ReadDelivery {
  return { ...bodyOf<KeptDelivery>(row), row };
}

export async function sinksOf(table: Table): Promise<readonly string[]> {
  return (await table.queryAll('SINKS')).map(({ sk }) => sk);
}

/** Those of a sink that wait, oldest first. */
export async function* waitingOf(table: Table, sink: string): AsyncGenerator<ReadDelivery> {
  for await (const row of table.query(shelfPk('waiting', sink))) yield toRead(row);
}

/** Those of one event, or of one or all sinks, that fit what else is asked; in no order. */
export async function readDeliveries(
  table: Table,
  { eventId, sink, states, minAttempts = 0 }: Omit<DeliveryQuery, 'limit'>,
): Promise<readonly ReadDelivery[]> {
  const rows = eventId === undefined ? await rowsOfSinks(table, sink) : await rowsOfEvent(table, eventId);
  return rows
    .map(toRead)
    .filter(
      ({ delivery }) =>
        (sink === undefined || delivery.sink === sink) &&
        delivery.attempts >= minAttempts &&
        (states === undefined || states.includes(delivery.state)),
    );
}

async function rowsOfSinks(table: Table, sink: string | undefined): Promise<readonly Row[]> {
  const sinks = sink === undefined ? await sinksOf(table) : [sink];
  const rows: Row[] = [];
  for (const one of sinks) for (const shelf of shelves) rows.push(...(await table.queryAll(shelfPk(shelf, one))));
  return rows;
}

async function rowsOfEvent(table: Table, eventId: string): Promise<readonly Row[]> {
  const known = await table.queryAll(`OE#${eventId}`);
  const keys = known.flatMap(({ sk: sink, createdAt }) =>
    shelves.map((shelf) => shelfKey(shelf, { eventId, sink, createdAt: instantOf(createdAt) })),
  );
  return [...(await table.getAll(keys)).values()];
}

export async function readDelivery(
  table: Table,
  { eventId, sink }: Pick<Delivery, 'eventId' | 'sink'>,
): Promise<ReadDelivery | null> {
  const known = await table.get(knownKey({ eventId, sink }));
  if (known === null) return null;
  const row = await table.get(shelfKey('waiting', { eventId, sink, createdAt: instantOf(known.createdAt) }));
  return row === null ? null : toRead(row);
}

function instantOf(text: string | number | undefined): EpochMs {
  return fromInstantText(String(text));
}
