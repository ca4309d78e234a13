import {
  type CollectionOutcome,
  type EpochMs,
  type ErrorCode,
  type Gap,
  type SourceState,
  type StateStore,
  type Ticker,
  toIso,
  type Watermark,
} from '@ingest/core';
import type { Connection } from './connection.js';
import { inSchema } from './statements.js';

export function stateRoom(connection: Connection): StateStore {
  return {
    sources: () =>
      connection.snapshot('read the state of the sources', async (session) =>
        (await session.rows<StateRow>(statementsOf(session).sources)).map(toState),
      ),
    watermarks: (source) =>
      connection.snapshot(`read how far ${source} was read`, async (session) =>
        (await session.rows<WatermarkRow>(statementsOf(session).watermarks, [source])).map(toWatermark),
      ),
    gaps: (source) =>
      connection.snapshot('read the open gaps', async (session) =>
        (await session.rows<GapRow>(statementsOf(session).gaps, [source ?? null])).map(toGap),
      ),
  };
}

interface StateRow extends Omit<SourceState, 'lastOutcome' | 'lastSuccessAt' | 'lastFailureAt' | 'lastErrorCode'> {
  readonly lastOutcome: CollectionOutcome;
  readonly lastSuccessAt: EpochMs | null;
  readonly lastFailureAt: EpochMs | null;
  readonly lastErrorCode: ErrorCode | null;
}

function toState({ lastSuccessAt, lastFailureAt, ...row }: StateRow): SourceState {
  return { ...row, lastSuccessAt: isoOrNull(lastSuccessAt), lastFailureAt: isoOrNull(lastFailureAt) };
}

interface WatermarkRow {
  readonly source: string;
  readonly ticker: Ticker;
  readonly readUpTo: EpochMs;
}

function toWatermark({ source, ticker, readUpTo }: WatermarkRow): Watermark {
  return { source, ticker, readUpTo: toIso(readUpTo) };
}

interface GapRow extends Omit<Gap, 'from' | 'to' | 'openedAt'> {
  readonly from: EpochMs | null;
  readonly to: EpochMs;
  readonly openedAt: EpochMs;
}

function toGap({ from, to, openedAt, ...row }: GapRow): Gap {
  return { ...row, from: isoOrNull(from), to: toIso(to), openedAt: toIso(openedAt) };
}

function isoOrNull(at: EpochMs | null): string | null {
  return at === null ? null : toIso(at);
}

const statementsOf = inSchema((at) => ({
  sources: `
    SELECT source, key_id AS "keyId", last_outcome AS "lastOutcome", last_success_at AS "lastSuccessAt",
      last_failure_at AS "lastFailureAt", last_error_code AS "lastErrorCode",
      consecutive_failures AS "consecutiveFailures"
    FROM ${at}source_states ORDER BY source`,
  watermarks: `
    SELECT source, ticker, read_up_to AS "readUpTo" FROM ${at}watermarks WHERE source = $1 ORDER BY ticker`,
  // The newest stretch of news first: it is the one that readers miss most.
  gaps: `
    SELECT gap_id AS "gapId", source, tickers, from_at AS "from", to_at AS "to", cursor, opened_at AS "openedAt", backfill
    FROM ${at}gaps WHERE $1::text IS NULL OR source = $1 ORDER BY to_at DESC, opened_at DESC, gap_id DESC`,
}));
