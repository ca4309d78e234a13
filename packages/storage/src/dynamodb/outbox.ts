import { compareText, type Delivery, type DeliveryQuery, isOver, type OutboxStore, type SinkQueue } from '@ingest/core';
import { noDeliveries, settlementOf } from '../shared/delivery.js';
import { toLimit } from '../shared/limit.js';
import { change } from './change.js';
import type { Connection } from './connection.js';
import { readCounts } from './delivery-counts.js';
import {
  addEntries,
  type KeptDelivery,
  type ReadDelivery,
  readDeliveries,
  readDelivery,
  replacing,
  sinksOf,
  waitingOf,
} from './delivery-rows.js';
import type { Table } from './table.js';
import { Writes } from './writes.js';

export function outboxRoom(connection: Connection): OutboxStore {
  return {
    async add(entries) {
      await change(connection, 'add deliveries', async (table) => {
        const writes = new Writes();
        await addEntries(table, writes, entries, { isNewOnly: false });
        return { writes, result: undefined };
      });
    },
    take: (sink, now, { from, until }) =>
      connection.run(`take a delivery for ${sink}`, async (table) => {
        await connection.headOf(table);
        for await (const read of waitingOf(table, sink)) {
          if (!isDue(read, now)) continue;
          const delivery = { ...read.delivery, attempts: read.delivery.attempts + 1 };
          const refused = await table.transact(replacing(read, { delivery, claim: { from, until } }));
          // Whoever was faster has this one: the next is for us.
          if (refused.size === 0) return { ...delivery, attempt: delivery.attempts };
        }
        return null;
      }),
    settle: (claim, now, result) =>
      connection.run(`settle the delivery of ${claim.eventId}`, async (table) => {
        await connection.headOf(table);
        const read = await readDelivery(table, claim);
        if (read === null || read.claim === null || read.delivery.attempts !== claim.attempt) return false;
        const { error, waits, ...settlement } = settlementOf(result, now);
        const delivery = {
          ...read.delivery,
          ...settlement,
          waits: waits === null ? null : { from: waits.from, until: waits.until },
          lastError: error ?? read.delivery.lastError,
        };
        return (await table.transact(replacing(read, { delivery, claim: null }))).size === 0;
      }),
    async *list(query) {
      const most = toLimit(query.limit);
      if (most === 0) return connection.assertOpen();
      const found = await connection.snapshot('read deliveries', (table) => readDeliveries(table, query));
      const sorted = found.map(({ delivery }) => delivery).sort((left, right) => oldestFirst(right, left));
      yield* sorted.slice(0, most ?? undefined);
    },
    queues: () =>
      connection.snapshot('count deliveries', async (table) => {
        const sinks = [...(await sinksOf(table))].sort(compareText);
        // First those that wait: one that is settled meanwhile is counted twice rather than never.
        const waiting = await Promise.all(sinks.map((sink) => readDeliveries(table, { sink, states: ['pending'] })));
        const settled = await readCounts(table);
        const queues = sinks.map((sink, index) => queueOf(sink, waiting[index] ?? [], settled.get(sink)));
        return queues.filter(({ counts }) => Object.values(counts).some((count) => count > 0));
      }),
    retry: (query) =>
      connection.run('retry deliveries', (table) =>
        changeAll(connection, table, { ...query, states: ['dead', 'dropped'] }, ({ delivery }) => ({
          delivery: { ...delivery, state: 'pending', attempts: 0, waits: null, settledAt: null },
          claim: null,
        })),
      ),
    drop: (query, now) =>
      connection.run('drop deliveries', (table) =>
        changeAll(connection, table, { ...query, states: ['pending', 'dead'] }, ({ delivery }) => ({
          delivery: { ...delivery, state: 'dropped', waits: null, settledAt: now },
          claim: null,
        })),
      ),
  };
}

/** Each for itself; one that is changed by another meanwhile is looked at again. */
async function changeAll(
  connection: Connection,
  table: Table,
  query: DeliveryQuery,
  how: (kept: KeptDelivery) => KeptDelivery,
): Promise<number> {
  await connection.headOf(table);
  let changed = 0;
  for (const pause of connection.pauses()) {
    let refused = 0;
    for (const read of await readDeliveries(table, query))
      if ((await table.transact(replacing(read, how(read)))).size === 0) changed += 1;
      else refused += 1;
    if (refused === 0) return changed;
    await pause();
  }
  throw connection.overtaken();
}

function queueOf(
  sink: string,
  waiting: readonly ReadDelivery[],
  settled: SinkQueue['counts'] = noDeliveries(),
): SinkQueue {
  const instants = waiting.map(({ delivery }) => delivery.createdAt);
  return {
    sink,
    counts: { ...settled, pending: waiting.length },
    oldestPendingAt: instants.length === 0 ? null : Math.min(...instants),
  };
}

function isDue({ delivery: { waits }, claim }: KeptDelivery, now: number): boolean {
  return (waits === null || isOver(waits, now)) && (claim === null || isOver(claim, now));
}

function oldestFirst(left: Delivery, right: Delivery): number {
  return (
    left.createdAt - right.createdAt || compareText(left.eventId, right.eventId) || compareText(left.sink, right.sink)
  );
}
