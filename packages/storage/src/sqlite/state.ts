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
import { preparedOnce } from './client.js';
import type { Connection } from './connection.js';

export function stateRoom(connection: Connection): StateStore {
  return {
    sources: () =>
      connection.step('read the state of the sources', (client) =>
        (statementsOf(client).sources.all() as StateRow[]).map(toState),
      ),
    watermarks: (source) =>
      connection.step(`read how far ${source} was read`, (client) =>
        (statementsOf(client).watermarks.all(source) as WatermarkRow[]).map(toWatermark),
      ),
    gaps: (source) =>
      connection.step('read the open gaps', (client) => {
        const { gaps, gapsOfSource } = statementsOf(client);
        return ((source === undefined ? gaps.all() : gapsOfSource.all(source)) as GapRow[]).map(toGap);
      }),
  };
}

interface StateRow {
  readonly source: string;
  readonly key_id: string;
  readonly last_outcome: CollectionOutcome;
  readonly last_success_at: EpochMs | null;
  readonly last_failure_at: EpochMs | null;
  readonly last_error_code: ErrorCode | null;
  readonly consecutive_failures: number;
}

function toState(row: StateRow): SourceState {
  return {
    source: row.source,
    keyId: row.key_id,
    lastOutcome: row.last_outcome,
    lastSuccessAt: isoOrNull(row.last_success_at),
    lastFailureAt: isoOrNull(row.last_failure_at),
    lastErrorCode: row.last_error_code,
    consecutiveFailures: row.consecutive_failures,
  };
}

interface WatermarkRow {
  readonly source: string;
  readonly ticker: Ticker;
  readonly read_up_to: EpochMs;
}

function toWatermark({ source, ticker, read_up_to }: WatermarkRow): Watermark {
  return { source, ticker, readUpTo: toIso(read_up_to) };
}

interface GapRow {
  readonly gap_id: string;
  readonly source: string;
  readonly tickers: string;
  readonly from_at: EpochMs | null;
  readonly to_at: EpochMs;
  readonly cursor: string | null;
  readonly opened_at: EpochMs;
  readonly backfill: string | null;
}

function toGap(row: GapRow): Gap {
  return {
    gapId: row.gap_id,
    source: row.source,
    tickers: JSON.parse(row.tickers) as Ticker[],
    from: isoOrNull(row.from_at),
    to: toIso(row.to_at),
    cursor: row.cursor,
    openedAt: toIso(row.opened_at),
    backfill: row.backfill,
  };
}

function isoOrNull(at: EpochMs | null): string | null {
  return at === null ? null : toIso(at);
}

/** The newest stretch of news first: it is the one that readers miss most. */
const gapOrder = 'ORDER BY to_at DESC, opened_at DESC, gap_id DESC';

const statementsOf = preparedOnce((client) => ({
  sources: client.prepare('SELECT * FROM source_states ORDER BY source'),
  watermarks: client.prepare('SELECT * FROM watermarks WHERE source = ? ORDER BY ticker'),
  gaps: client.prepare(`SELECT * FROM gaps ${gapOrder}`),
  gapsOfSource: client.prepare(`SELECT * FROM gaps WHERE source = ? ${gapOrder}`),
}));
