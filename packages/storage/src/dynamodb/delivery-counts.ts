import { type DeliveryState, deliveryStates } from '@ingest/core';
import { noDeliveries } from '../shared/delivery.js';
import type { Action } from './action.js';
import type { Key } from './row.js';
import type { Table } from './table.js';
import type { Writes } from './writes.js';

/**
 * How many settled deliveries a sink has, by state, is counted up and down in the transaction that moves them: read one by one
 * they were megabytes. Those that wait are not counted: they are few, and read anyway to find the oldest.
 */
const countsPk = 'OB#counts';

type Counts = Readonly<Record<DeliveryState, number>>;

/** Counts a delivery that a commit adds; those of one sink are one addition. */
export function countAdded(writes: Writes, sink: string, state: DeliveryState): void {
  const numbers = changeOf(null, state);
  if (numbers !== null) writes.add(countsKey(sink), numbers);
}

/** The part of a transaction by which one that was in a state is counted in another; null: it is gone. */
export function countMoved(sink: string, before: DeliveryState, after: DeliveryState | null): readonly Action[] {
  const numbers = changeOf(before, after);
  return numbers === null ? [] : [{ kind: 'add', key: countsKey(sink), numbers }];
}

/** By sink; one of which nothing was ever settled is not among them. Pending are always 0. */
export async function readCounts(table: Table): Promise<ReadonlyMap<string, Counts>> {
  const rows = await table.queryAll(countsPk);
  return new Map(
    rows.map((row) => {
      const counts = noDeliveries();
      for (const state of deliveryStates) counts[state] = Number(row[state] ?? 0);
      return [row.sk, counts];
    }),
  );
}

function countsKey(sink: string): Key {
  return { pk: countsPk, sk: sink };
}

/** Null: nothing that is counted changes. */
function changeOf(
  before: DeliveryState | null,
  after: DeliveryState | null,
): Partial<Readonly<Record<DeliveryState, number>>> | null {
  if (before === after) return null;
  const change = { ...(isCounted(before) && { [before]: -1 }), ...(isCounted(after) && { [after]: 1 }) };
  return Object.keys(change).length === 0 ? null : change;
}

function isCounted(state: DeliveryState | null): state is Exclude<DeliveryState, 'pending'> {
  return state !== null && state !== 'pending';
}
