import {
  type Delivery,
  type DeliveryQuery,
  type DeliveryState,
  deliveryStates,
  type EpochMs,
  IngestError,
  type OutboxEntry,
  type Term,
} from '@ingest/core';
import type { Action } from './action.js';
import { countAdded, countMoved } from './delivery-counts.js';
import { bodyOf, fromInstantText, instantText, type Key, keyText, type Row, rowOf } from './row.js';
import type { Table } from './table.js';
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

/** Each state of a sink is a shelf of its own, by time: whoever asks for some states reads no other. */
function shelfKey(state: DeliveryState, { eventId, sink, createdAt }: Place): Key {
  return { pk: shelfPk(state, sink), sk: `${instantText(createdAt)}#${eventId}` };
}

function shelfPk(state: DeliveryState, sink: string): string {
  return `OB#${state}#${sink}`;
}

/** An event and a sink have at most one delivery: this row says so, and when it was made. */
export function knownKey({ eventId, sink }: Pick<Delivery, 'eventId' | 'sink'>): Key {
  return { pk: `OE#${eventId}`, sk: sink };
}

/** `change` is counted up with every change, so that one that was decided on an older state is refused. */
export function deliveryRow(kept: KeptDelivery, change: number): Row {
  return rowOf(shelfKey(kept.delivery.state, kept.delivery), kept, { change });
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
    addDelivery(writes, { delivery: { eventId, sink, message, createdAt, state, ...untouched }, claim: null });
  }
}

/** Adds one that is not there, in whatever state; else the commit begins anew. */
export function addDelivery(writes: Writes, kept: KeptDelivery): void {
  const { sink, state, createdAt } = kept.delivery;
  writes.hints.push({ pk: 'SINKS', sk: sink });
  writes.put({ ...knownKey(kept.delivery), createdAt: instantText(createdAt) }, null);
  writes.put(deliveryRow(kept, 0));
  countAdded(writes, sink, state);
}

/** The parts of a transaction by which a delivery becomes another; it holds while nobody else changed it. */
export function replacing({ row, delivery: { sink, state } }: ReadDelivery, after: KeptDelivery): readonly Action[] {
  const change = Number(row.change);
  const condition = { text: '#change = :change', values: { change } };
  const next = deliveryRow(after, change + 1);
  if (keyText(next) === keyText(row)) return [{ kind: 'put', row: next, condition }];
  return [
    { kind: 'delete', key: row, condition },
    { kind: 'put', row: next },
    ...countMoved(sink, state, after.delivery.state),
  ];
}

/** The parts of a transaction by which a delivery is gone. */
export function removing({ row, delivery }: ReadDelivery): readonly Action[] {
  const condition = { text: '#change = :change', values: { change: Number(row.change) } };
  return [
    { kind: 'delete', key: row, condition },
    { kind: 'delete', key: knownKey(delivery) },
    ...countMoved(delivery.sink, delivery.state, null),
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
  // The first of them is often the one.
  for await (const row of table.query(shelfPk('pending', sink), { atFirst: 4 })) yield toRead(row);
}

/** What is asked for of deliveries, in no order; `limit`: no more than the newest so many of each sink and state. */
export async function readDeliveries(
  table: Table,
  { eventId, sink, states = deliveryStates, minAttempts = 0, limit }: DeliveryQuery,
): Promise<readonly ReadDelivery[]> {
  const asked = { minAttempts, limit, shelves: deliveryStates.filter((state) => states.includes(state)) };
  if (eventId !== undefined) return ofEvent(table, eventId, { ...asked, sink });
  const sinks = sink === undefined ? await sinksOf(table) : [sink];
  return (await Promise.all(sinks.map((one) => ofSink(table, one, asked)))).flat();
}

interface Asked {
  readonly shelves: readonly DeliveryState[];
  readonly minAttempts: number;
  readonly limit: number | undefined;
}

/** Shelf by shelf, first of those that wait: one that moves meanwhile is met twice rather than never, and its later row counts. */
async function ofSink(table: Table, sink: string, { shelves, ...asked }: Asked): Promise<readonly ReadDelivery[]> {
  const found = new Map<string, ReadDelivery>();
  for (const shelf of shelves)
    for (const read of await newestOf(table, shelfPk(shelf, sink), asked)) {
      const there = found.get(read.delivery.eventId);
      if (there === undefined || Number(there.row.change) < Number(read.row.change))
        found.set(read.delivery.eventId, read);
    }
  return [...found.values()];
}

/** How many rows are read at once when there is a limit. */
const mostAtOnce = 200;

async function newestOf(
  table: Table,
  pk: string,
  { minAttempts, limit }: Omit<Asked, 'shelves'>,
): Promise<readonly ReadDelivery[]> {
  const found: ReadDelivery[] = [];
  const atFirst = limit === undefined ? {} : { atFirst: Math.min(limit, mostAtOnce) };
  for await (const row of table.query(pk, { isBackwards: true, ...atFirst })) {
    const read = toRead(row);
    if (read.delivery.attempts < minAttempts) continue;
    found.push(read);
    if (found.length === limit) break;
  }
  return found;
}

async function ofEvent(
  table: Table,
  eventId: string,
  { sink: only, shelves, minAttempts }: Asked & { readonly sink: string | undefined },
): Promise<readonly ReadDelivery[]> {
  const known = await table.queryAll(`OE#${eventId}`);
  const keys = known
    .filter(({ sk: sink }) => only === undefined || sink === only)
    .flatMap(({ sk: sink, createdAt }) =>
      shelves.map((shelf) => shelfKey(shelf, { eventId, sink, createdAt: instantOf(createdAt) })),
    );
  return [...(await table.getAll(keys)).values()]
    .map(toRead)
    .filter(({ delivery }) => delivery.attempts >= minAttempts);
}

export async function readDelivery(
  table: Table,
  { eventId, sink }: Pick<Delivery, 'eventId' | 'sink'>,
): Promise<ReadDelivery | null> {
  const known = await table.get(knownKey({ eventId, sink }));
  if (known === null) return null;
  const row = await table.get(shelfKey('pending', { eventId, sink, createdAt: instantOf(known.createdAt) }));
  return row === null ? null : toRead(row);
}

function instantOf(text: string | number | undefined): EpochMs {
  return fromInstantText(String(text));
}
