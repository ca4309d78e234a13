import { type CollectionEvent, fromIso, type Gap, type PageConclusion, type QuarantinedItem } from '@ingest/core';
import { fingerprintOf } from '../shared/fingerprint.js';
import type { Session } from './session.js';
import { inSchema } from './statements.js';
import { toBytes, toJsonb, toParameter } from './values.js';
import { writeDeliveries } from './write-deliveries.js';

/** Writes what belongs to a page beside its articles. */
export async function writeConclusion(session: Session, conclusion: PageConclusion): Promise<void> {
  const { event, state, watermarks, openedGaps, closedGapIds, notifications } = conclusion;
  const statements = statementsOf(session);
  if (event !== null) await session.run(statements.insertEvent, eventRow(event));
  if (state !== null)
    await session.run(statements.upsertState, [
      state.source,
      state.keyId,
      state.lastOutcome,
      instantOrNull(state.lastSuccessAt),
      instantOrNull(state.lastFailureAt),
      state.lastErrorCode,
      state.consecutiveFailures,
    ]);
  await writeWatermarks(session, watermarks);
  if (closedGapIds.length > 0) await session.run(statements.closeGaps, [closedGapIds]);
  await openGaps(session, openedGaps);
  await writeDeliveries(session, notifications);
}

/** Of one source and ticker the last counts, and rows are locked in one order. */
async function writeWatermarks(session: Session, watermarks: PageConclusion['watermarks']): Promise<void> {
  const last = new Map(watermarks.map((watermark) => [`${watermark.source}\n${watermark.ticker}`, watermark]));
  if (last.size === 0) return;
  const rows = [...last].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, watermark]) => watermark);
  await session.run(statementsOf(session).upsertWatermarks, [
    rows.map(({ source }) => source),
    rows.map(({ ticker }) => ticker),
    rows.map(({ readUpTo }) => fromIso(readUpTo)),
  ]);
}

async function openGaps(session: Session, gaps: readonly Gap[]): Promise<void> {
  const rows = [...new Map(gaps.map((gap) => [gap.gapId, gap])).values()];
  if (rows.length === 0) return;
  await session.run(statementsOf(session).openGaps, [
    rows.map(({ gapId }) => gapId),
    rows.map(({ source }) => source),
    rows.map(({ tickers }) => toJsonb(tickers)),
    rows.map(({ from }) => instantOrNull(from)),
    rows.map(({ to }) => fromIso(to)),
    rows.map(({ cursor }) => cursor),
    rows.map(({ openedAt }) => fromIso(openedAt)),
    rows.map(({ backfill }) => backfill),
  ]);
}

/** Lets go of items that could be read at last, whichever runs left them. */
export async function releaseQuarantine(session: Session, items: readonly QuarantinedItem[]): Promise<void> {
  if (items.length === 0) return;
  await session.run(statementsOf(session).releaseQuarantine, [items.map(storedFingerprint)]);
}

/** Keeps rejected items; one that an earlier run left here already is not kept again, or a bad item would fill the disk poll by poll. */
export async function writeQuarantine(session: Session, items: readonly QuarantinedItem[]): Promise<void> {
  if (items.length === 0) return;
  await session.run(statementsOf(session).insertQuarantine, [
    items.map(({ source }) => source),
    items.map(({ runId }) => runId),
    items.map(({ at }) => at),
    items.map(({ reason }) => reason),
    items.map(({ raw }) => raw),
    items.map(storedFingerprint),
  ]);
}

/** Of the item as it is kept, so that one that was read from the store is recognised. */
export function storedFingerprint(item: QuarantinedItem): string {
  return toBytes(fingerprintOf({ ...item, raw: toParameter(item.raw) as string }));
}

function instantOrNull(iso: string | null): number | null {
  return iso === null ? null : fromIso(iso);
}

function eventRow(event: CollectionEvent): unknown[] {
  return [
    event.eventId,
    event.runId,
    event.source,
    toJsonb(event.tickers),
    fromIso(event.startedAt),
    event.durationMs,
    event.outcome,
    event.success,
    event.itemCount,
    event.newItemCount,
    event.duplicateCount,
    event.collisionCount,
    event.revisedCount,
    event.rejectedCount,
    event.isFailover,
    event.attempts,
    event.requests,
    event.errorCode ?? null,
    event.errorMessage ?? null,
  ];
}

const statementsOf = inSchema((at) => ({
  insertEvent: `
    INSERT INTO ${at}collection_events (event_id, run_id, source, tickers, started_at, duration_ms, outcome, success,
      item_count, new_item_count, duplicate_count, collision_count, revised_count, rejected_count, is_failover, attempts,
      requests, error_code, error_message)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)`,
  upsertState: `
    INSERT INTO ${at}source_states (source, key_id, last_outcome, last_success_at, last_failure_at, last_error_code,
      consecutive_failures)
    VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT (source) DO UPDATE SET key_id = excluded.key_id, last_outcome = excluded.last_outcome,
      last_success_at = excluded.last_success_at, last_failure_at = excluded.last_failure_at,
      last_error_code = excluded.last_error_code, consecutive_failures = excluded.consecutive_failures`,
  upsertWatermarks: `
    INSERT INTO ${at}watermarks (source, ticker, read_up_to)
    SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[])
    ON CONFLICT (source, ticker) DO UPDATE SET read_up_to = excluded.read_up_to`,
  closeGaps: `DELETE FROM ${at}gaps WHERE gap_id = ANY ($1::text[])`,
  openGaps: `
    INSERT INTO ${at}gaps (gap_id, source, tickers, from_at, to_at, cursor, opened_at, backfill)
    SELECT * FROM unnest($1::text[], $2::text[], $3::jsonb[], $4::bigint[], $5::bigint[], $6::text[], $7::bigint[],
      $8::text[])
    ON CONFLICT (gap_id) DO UPDATE SET source = excluded.source, tickers = excluded.tickers, from_at = excluded.from_at,
      to_at = excluded.to_at, cursor = excluded.cursor, opened_at = excluded.opened_at, backfill = excluded.backfill`,
  releaseQuarantine: `DELETE FROM ${at}quarantine WHERE fingerprint = ANY ($1::bytea[])`,
  insertQuarantine: `
    INSERT INTO ${at}quarantine (source, run_id, at, reason, raw, fingerprint)
    SELECT source, run_id, at, reason, raw, fingerprint
    FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::text[], $6::bytea[]) WITH ORDINALITY
      AS given(source, run_id, at, reason, raw, fingerprint, place)
    WHERE NOT EXISTS (
      SELECT 1 FROM ${at}quarantine AS kept WHERE kept.fingerprint = given.fingerprint AND kept.run_id <> given.run_id)
    ORDER BY place`,
}));
