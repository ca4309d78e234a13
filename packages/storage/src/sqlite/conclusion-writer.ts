import { type CollectionEvent, fromIso, type PageConclusion, type QuarantinedItem } from '@ingest/core';
import { fingerprintOf } from '../shared/fingerprint.js';
import { preparedOnce, type SqliteClient } from './client.js';
import { writeDeliveries } from './write-deliveries.js';

/** Writes what belongs to a page beside its articles. */
export function writeConclusion(client: SqliteClient, conclusion: PageConclusion): void {
  const { event, state, watermarks, openedGaps, closedGapIds, notifications } = conclusion;
  const statements = statementsOf(client);
  if (event !== null) statements.insertEvent.run(...eventRow(event));
  if (state !== null)
    statements.upsertState.run(
      state.source,
      state.keyId,
      state.lastOutcome,
      instantOrNull(state.lastSuccessAt),
      instantOrNull(state.lastFailureAt),
      state.lastErrorCode,
      state.consecutiveFailures,
    );
  for (const { source, ticker, readUpTo } of watermarks)
    statements.upsertWatermark.run(source, ticker, fromIso(readUpTo));
  for (const gapId of closedGapIds) statements.closeGap.run(gapId);
  for (const gap of openedGaps)
    statements.openGap.run(
      gap.gapId,
      gap.source,
      JSON.stringify(gap.tickers),
      instantOrNull(gap.from),
      fromIso(gap.to),
      gap.cursor,
      fromIso(gap.openedAt),
      gap.backfill,
    );
  writeDeliveries(client, notifications);
}

/** Lets go of items that could be read at last, whichever runs left them. */
export function releaseQuarantine(client: SqliteClient, items: readonly QuarantinedItem[]): void {
  for (const item of items) statementsOf(client).releaseQuarantine.run(fingerprintOf(item));
}

/** Keeps rejected items; one that an earlier run left here already is not kept again, or a bad item would fill the disk poll by poll. */
export function writeQuarantine(client: SqliteClient, items: readonly QuarantinedItem[]): void {
  const { insertQuarantine } = statementsOf(client);
  for (const item of items) {
    const { source, runId, at, reason, raw } = item;
    const fingerprint = fingerprintOf(item);
    insertQuarantine.run(source, runId, at, reason, raw, fingerprint, fingerprint, runId);
  }
}

function instantOrNull(iso: string | null): number | null {
  return iso === null ? null : fromIso(iso);
}

function eventRow(event: CollectionEvent): unknown[] {
  return [
    event.eventId,
    event.runId,
    event.source,
    JSON.stringify(event.tickers),
    fromIso(event.startedAt),
    event.durationMs,
    event.outcome,
    event.success ? 1 : 0,
    event.itemCount,
    event.newItemCount,
    event.duplicateCount,
    event.collisionCount,
    event.revisedCount,
    event.rejectedCount,
    event.isFailover ? 1 : 0,
    event.attempts,
    event.requests,
    event.errorCode ?? null,
    event.errorMessage ?? null,
  ];
}

const statementsOf = preparedOnce((client) => ({
  insertEvent: client.prepare(`
    INSERT INTO collection_events (event_id, run_id, source, tickers, started_at, duration_ms, outcome, success, item_count,
      new_item_count, duplicate_count, collision_count, revised_count, rejected_count, is_failover, attempts, requests,
      error_code, error_message)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`),
  upsertState: client.prepare(`
    INSERT INTO source_states (source, key_id, last_outcome, last_success_at, last_failure_at, last_error_code,
      consecutive_failures)
    VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (source) DO UPDATE SET key_id = excluded.key_id, last_outcome = excluded.last_outcome,
      last_success_at = iif(key_id = excluded.key_id,
        coalesce(max(last_success_at, excluded.last_success_at), last_success_at, excluded.last_success_at), excluded.last_success_at),
      last_failure_at = iif(key_id = excluded.key_id,
        coalesce(max(last_failure_at, excluded.last_failure_at), last_failure_at, excluded.last_failure_at), excluded.last_failure_at),
      last_error_code = excluded.last_error_code, consecutive_failures = excluded.consecutive_failures`),
  upsertWatermark: client.prepare(`
    INSERT INTO watermarks (source, ticker, read_up_to) VALUES (?, ?, ?)
    ON CONFLICT (source, ticker) DO UPDATE SET read_up_to = excluded.read_up_to`),
  closeGap: client.prepare('DELETE FROM gaps WHERE gap_id = ?'),
  openGap: client.prepare(`
    INSERT INTO gaps (gap_id, source, tickers, from_at, to_at, cursor, opened_at, backfill)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (gap_id) DO UPDATE SET source = excluded.source, tickers = excluded.tickers, from_at = excluded.from_at,
      to_at = excluded.to_at, cursor = excluded.cursor, opened_at = excluded.opened_at, backfill = excluded.backfill`),
  releaseQuarantine: client.prepare('DELETE FROM quarantine WHERE fingerprint = unhex(?)'),
  insertQuarantine: client.prepare(`
    INSERT INTO quarantine (source, run_id, at, reason, raw, fingerprint)
    SELECT ?, ?, ?, ?, ?, unhex(?)
    WHERE NOT EXISTS (SELECT 1 FROM quarantine WHERE fingerprint = unhex(?) AND run_id <> ?)`),
}));
