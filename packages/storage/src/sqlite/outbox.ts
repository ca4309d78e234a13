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
import { preparedOnce, type SqliteClient } from './client.js';
import type { Connection } from './connection.js';
import { addDeliveries } from './write-deliveries.js';

export function outboxRoom(connection: Connection): OutboxStore {
  return {
    add: (entries) => connection.transaction('add deliveries', (client) => addDeliveries(client, entries)),
    take: (sink, now, { from, until }) =>
      connection.transaction(`take a delivery to ${sink}`, (client) => {
        const { oldestDue, claim } = statementsOf(client);
        const row = oldestDue.get({ sink, now }) as DeliveryRow | undefined;
        if (row === undefined) return null;
        claim.run(from, until, row.id);
        const attempts = row.attempts + 1;
        return { ...toDelivery(row), attempts, attempt: attempts };
      }),
    settle: ({ eventId, sink, attempt }, now, result) =>
      connection.step(`settle a delivery to ${sink}`, (client) => {
        const { state, settledAt, waits, error } = settlementOf(result, now);
        const written = { state, settledAt, error, waitsFrom: waits?.from ?? null, waitsUntil: waits?.until ?? null };
        return statementsOf(client).settle.run({ ...written, eventId, sink, attempt }).changes === 1;
      }),
    async *list(query) {
      const attempted = 'read deliveries';
      const ids = await connection.step(attempted, (client) => idsOf(client, query));
      yield* inChunks(ids, (chunk) =>
        connection.step(attempted, (client) =>
          (statementsOf(client).rows.all(JSON.stringify(chunk)) as DeliveryRow[]).map(toDelivery),
        ),
      );
    },
    queues: () => connection.snapshot('count deliveries', queuesOf),
    retry: ({ eventId = null, sink = null }) =>
      connection.step('retry deliveries', (client) => statementsOf(client).retry.run({ eventId, sink }).changes),
    drop: ({ eventId = null, sink = null }, now) =>
      connection.step('drop deliveries', (client) => statementsOf(client).drop.run({ eventId, sink, now }).changes),
  };
}

interface DeliveryRow extends Omit<Delivery, 'waits'> {
  readonly id: number;
  readonly waitsFrom: EpochMs | null;
  readonly waitsUntil: EpochMs | null;
}

function toDelivery({ id: _, waitsFrom, waitsUntil, ...rest }: DeliveryRow): Delivery {
  return { ...rest, waits: termOf(waitsFrom, waitsUntil) };
}

function termOf(from: EpochMs | null, until: EpochMs | null): Term | null {
  return from === null || until === null ? null : { from, until };
}

/** Only what is asked for stands in the text, so that SQLite sees which index serves. */
function idsOf(client: SqliteClient, { limit, states, ...asked }: DeliveryQuery): number[] {
  const conditions = [
    'true',
    ...(asked.eventId === undefined ? [] : ['event_id = @eventId']),
    ...(asked.sink === undefined ? [] : ['sink = @sink']),
    ...(asked.minAttempts === undefined ? [] : ['attempts >= @minAttempts']),
    ...(states === undefined ? [] : ['state IN (SELECT value FROM json_each(@states))']),
  ];
  return client
    .prepare(`SELECT rowid FROM outbox WHERE ${conditions.join(' AND ')} ${newestFirst} LIMIT @limit`)
    .pluck()
    .all({ ...asked, states: JSON.stringify(states ?? []), limit: toLimit(limit) ?? -1 }) as number[];
}

function queuesOf(client: SqliteClient): readonly SinkQueue[] {
  const { counts, oldestPending } = statementsOf(client);
  const queues = new Map<string, Record<DeliveryState, number>>();
  for (const { sink, state, rows } of counts.all() as { sink: string; state: DeliveryState; rows: number }[])
    queues.set(sink, { ...(queues.get(sink) ?? noDeliveries()), [state]: rows });
  return [...queues]
    .sort(([left], [right]) => compareText(left, right))
    .map(([sink, counted]) => ({
      sink,
      counts: counted,
      oldestPendingAt: oldestPending.get(sink) as EpochMs | null,
    }));
}

const newestFirst = 'ORDER BY created_at DESC, event_id DESC, sink DESC';

const deliveryColumns = `
  SELECT rowid AS id, event_id AS eventId, sink, message, created_at AS createdAt, state, attempts,
    waits_from AS waitsFrom, waits_until AS waitsUntil, last_error AS lastError, settled_at AS settledAt`;

/** Every row, unless an event or a sink is named. */
const named = '(@eventId IS NULL OR event_id = @eventId) AND (@sink IS NULL OR sink = @sink)';

const statementsOf = preparedOnce((client) => ({
  oldestDue: client.prepare(`
    ${deliveryColumns} FROM outbox
    WHERE sink = @sink AND state = 'pending'
      AND (waits_until IS NULL OR @now >= waits_until OR @now < waits_from)
      AND (claim_until IS NULL OR @now >= claim_until OR @now < claim_from)
    ORDER BY created_at, event_id LIMIT 1`),
  claim: client.prepare('UPDATE outbox SET attempts = attempts + 1, claim_from = ?, claim_until = ? WHERE rowid = ?'),
  settle: client.prepare(`
    UPDATE outbox SET state = @state, settled_at = @settledAt, last_error = coalesce(@error, last_error),
      waits_from = @waitsFrom, waits_until = @waitsUntil, claim_from = NULL, claim_until = NULL
    WHERE event_id = @eventId AND sink = @sink AND state = 'pending' AND claim_until IS NOT NULL AND attempts = @attempt`),
  rows: client.prepare(`
    ${deliveryColumns} FROM outbox WHERE rowid IN (SELECT value FROM json_each(?)) ${newestFirst}`),
  counts: client.prepare('SELECT sink, state, count(*) AS rows FROM outbox GROUP BY state, sink'),
  oldestPending: client.prepare("SELECT min(created_at) FROM outbox WHERE sink = ? AND state = 'pending'").pluck(),
  retry: client.prepare(`
    UPDATE outbox SET state = 'pending', attempts = 0, waits_from = NULL, waits_until = NULL, settled_at = NULL
    WHERE state IN ('dead', 'dropped') AND ${named}`),
  drop: client.prepare(`
    UPDATE outbox SET state = 'dropped', settled_at = @now, waits_from = NULL, waits_until = NULL, claim_from = NULL,
      claim_until = NULL
    WHERE state IN ('pending', 'dead') AND ${named}`),
}));
