import type { Chance, EpochMs } from '../contracts/clock.js';
import type { Source } from '../contracts/source.js';
import type { RunReport } from '../model/run-report.js';
import type { Ticker } from '../model/ticker.js';
import { noSecrets } from '../security/redact.js';
import { ulid } from '../time/ulid.js';
import type { Mode } from './modes.js';
import { buildReport } from './report.js';

/** A run that did not begin, and why. */
export interface SkippedRun {
  readonly at: EpochMs;
  readonly chance: Chance;
  readonly mode: Mode;
  readonly tickers: readonly Ticker[];
  readonly sources: readonly Source[];
  /** For people; it becomes the last warning of the report. */
  readonly reason: string;
}

/** The report of a run that was left out before anything was asked or opened. */
export function skippedReport({ at, chance, reason, ...facts }: SkippedRun): RunReport {
  const { error: _, ...report } = buildReport(
    {
      ...facts,
      runId: ulid(at, chance),
      reading: { kind: 'new' },
      startedAt: at,
      durationMs: 0,
      answered: new Set(),
      collections: [],
      failovers: [],
      gaps: [],
      ended: new Map(),
      warnings: [reason],
      breakerOf: () => 'closed',
      heldBy: null,
      error: null,
    },
    noSecrets,
  );
  return { ...report, outcome: 'skipped' };
}
