import {
  compareText,
  type Delivery,
  type DeliveryQuery,
  type DeliveryState,
  type EpochMs,
  type OutboxStore,
  type SinkQueue,
  type Term,
} from '@ingest/core';
import { inChunks } from '../shared/chunks.js';
import { noDeliveries, settlementOf } from '../shared/delivery.js';
import { toLimit } from '../shared/limit.js';
import type { Connection } from './connection.js';
import type { Session } from './session.js';
import { inSchema, quoted } from './statements.js';
import { addDeliveries } from './write-deliveries.js';

export function outboxRoom(connection: Connection): OutboxStore {
  return {
    add: (entries) => connection.transaction('add deliveries', [], (session) => addDeliveries(session, entries)),
    take: (sink, now, { from, until }) =>
      connection.transaction(`take a delivery to ${sink}`, [], async (session) => {
        const [row] = await session.rows<DeliveryRow>(statementsOf(session).take, [sink, now, from, until]);
        return row === undefined ? null : { ...toDelivery(row), attempt: row.attempts };
      }),
    settle: ({ eventId, sink, attempt }, now, result) =>
      connection.transaction(`settle a delivery to ${sink}`, [], async (session) => {
        const { state, settledAt, waits, error } = settlementOf(result, now);
        const written = [state, settledAt, error, waits?.from ?? null, waits?.until ?? null];
        return (await session.run(statementsOf(session).settle, [...written, eventId, sink, attempt])) === 1;
      }),
    async *list(query) {
      const attempted = 'read deliveries';
      const keys = await connection.snapshot(attempted, (session) => keysOf(session, query));
      yield* inChunks(keys, (chunk) =>
        connection.snapshot(attempted, async (session) => {
          const asked = [chunk.map(({ eventId }) => eventId), chunk.map(({ sink }) => sink)];
          return (await session.rows<DeliveryRow>(statementsOf(session).rows, asked)).map(toDelivery);
        }),
      );
    },
    queues: () => connection.snapshot('count deliveries', queuesOf),
    retry: ({ eventId = null, sink = null }) =>
      connection.transaction('retry deliveries', [], (session) =>
        session.run(statementsOf(session).retry, [eventId, sink]),
      ),
    drop: ({ eventId = null, sink = null }, now) =>
      connection.transaction('drop deliveries', [], (session) =>
        session.run(statementsOf(session).drop, [eventId, sink, now]),
      ),
  };
}

interface DeliveryRow extends Omit<Delivery, 'waits'> {
  readonly waitsFrom: EpochMs | null;
  readonly waitsUntil: EpochMs | null;
}

function toDelivery({ waitsFrom, waitsUntil, ...rest }: DeliveryRow): Delivery {
  return { ...rest, waits: termOf(waitsFrom, waitsUntil) };
}

function termOf(from: EpochMs | null, until: EpochMs | null): Term | null {
  return from === null || until === null ? null : { from, until };
}

type DeliveryKey = Pick<Delivery, 'eventId' | 'sink'>;

/** Only what is asked for stands in the text, so that the server sees which index serves. */
async function keysOf(session: Session, { limit, states, ...asked }: DeliveryQuery): Promise<DeliveryKey[]> {
  const values: unknown[] = [toLimit(limit)];
  const conditions = Object.entries({
    'event_id =': asked.eventId,
    'sink =': asked.sink,
    'attempts >=': asked.minAttempts,
    'state = ANY': states,
  }).flatMap(([comparison, value]) => {
    if (value === undefined) return [];
    values.push(value);
    return [`${comparison} ($${values.length})`];
  });
  const { rows } = await session.query(
    `SELECT event_id AS "eventId", sink FROM ${quoted(session.schema)}.outbox
    WHERE ${['true', ...conditions].join(' AND ')} ${newestFirst} LIMIT $1`,
    values,
  );
  return rows as DeliveryKey[];
}

async function queuesOf(session: Session): Promise<readonly SinkQueue[]> {
  interface CountRow {
    readonly sink: string;
    readonly state: DeliveryState;
    readonly rows: number;
    readonly oldest: EpochMs;
  }
  const queues = new Map<string, { counts: Record<DeliveryState, number>; oldestPendingAt: EpochMs | null }>();
  for (const { sink, state, rows, oldest } of await session.rows<CountRow>(statementsOf(session).counts)) {
    const queue = queues.get(sink) ?? { counts: noDeliveries(), oldestPendingAt: null };
    queue.counts[state] = rows;
    queues.set(sink, state === 'pending' ? { ...queue, oldestPendingAt: oldest } : queue);
  }
  return [...queues]
    .sort(([left], [right]) => compareText(left, right))
    .map(([sink, { counts, oldestPendingAt }]) => ({ sink, counts, oldestPendingAt }));
}

const newestFirst = 'ORDER BY created_at DESC, event_id DESC, sink DESC';

const deliveryColumns = `outbox.event_id AS "eventId", outbox.sink, outbox.message, outbox.created_at AS "createdAt",
  outbox.state, outbox.attempts, outbox.waits_from AS "waitsFrom", outbox.waits_until AS "waitsUntil",
  outbox.last_error AS "lastError", outbox.settled_at AS "settledAt"`;

const statementsOf = inSchema((at) => {
  /** Every row, unless an event or a sink is named. */
  const named = '($1::text IS NULL OR event_id = $1) AND ($2::text IS NULL OR sink = $2)';
  return {
    // One that another process is about to claim is passed over.
    take: `
      WITH due AS MATERIALIZED (
        SELECT event_id, sink FROM ${at}outbox
        WHERE sink = $1 AND state = 'pending'
          AND (waits_until IS NULL OR $2 >= waits_until OR $2 < waits_from)
          AND (claim_until IS NULL OR $2 >= claim_until OR $2 < claim_from)
        ORDER BY created_at, event_id LIMIT 1 FOR UPDATE SKIP LOCKED
      )
      UPDATE ${at}outbox AS outbox SET attempts = outbox.attempts + 1, claim_from = $3, claim_until = $4 FROM due
      WHERE outbox.event_id = due.event_id AND outbox.sink = due.sink
      RETURNING ${deliveryColumns}`,
    settle: `
      UPDATE ${at}outbox SET state = $1, settled_at = $2, last_error = coalesce($3, last_error), waits_from = $4,
        waits_until = $5, claim_from = NULL, claim_until = NULL
      WHERE event_id = $6 AND sink = $7 AND state = 'pending' AND claim_until IS NOT NULL AND attempts = $8`,
    rows: `
      SELECT ${deliveryColumns} FROM unnest($1::text[], $2::text[]) AS asked(event_id, sink)
      JOIN ${at}outbox AS outbox ON outbox.event_id = asked.event_id AND outbox.sink = asked.sink
      ORDER BY outbox.created_at DESC, outbox.event_id DESC, outbox.sink DESC`,
    counts: `SELECT sink, state, count(*) AS rows, min(created_at) AS oldest FROM ${at}outbox GROUP BY state, sink`,
    retry: `
      UPDATE ${at}outbox SET state = 'pending', attempts = 0, waits_from = NULL, waits_until = NULL, settled_at = NULL
      WHERE state IN ('dead', 'dropped') AND ${named}`,
    drop: `
      UPDATE ${at}outbox SET state = 'dropped', settled_at = $3, waits_from = NULL, waits_until = NULL,
        claim_from = NULL, claim_until = NULL
      WHERE state IN ('pending', 'dead') AND ${named}`,
  };
});
