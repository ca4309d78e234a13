import * as z from 'zod';
import type { EpochMs } from '../contracts/clock.js';
import type { Json, RegisterStore } from '../contracts/registers.js';
import { runOutcome } from '../model/outcome.js';
import type { RunReport } from '../model/run-report.js';
import {
  type FailureTrackerOptions,
  type FailureTrackerState,
  failureTrackerState,
  noFailures,
  type TrackedRun,
  trackRun,
} from '../resilience/failure-tracker.js';
import { readRegister } from '../resilience/read-register.js';
import { fromIso } from '../time/instant.js';

/** One run as it is remembered. */
const pastRun = z.object({
  runId: z.string(),
  startedAt: z.number(),
  durationMs: z.number(),
  outcome: runOutcome,
  newStories: z.number(),
  unanswered: z.number(),
  failovers: z.number(),
  /** Whether it was ended from outside. */
  isStopped: z.boolean().default(false),
});
export type PastRun = z.infer<typeof pastRun>;

/** What all runs under one lease leave for the ones after them. */
export interface RunHistory {
  /** When the first run ever began; null while there was none. */
  readonly firstAt: EpochMs | null;
  readonly failures: FailureTrackerState;
  /** The last runs, the newest first. */
  readonly recent: readonly PastRun[];
}

const noRuns: RunHistory = { firstAt: null, failures: noFailures, recent: [] };

/** Names of the registers that hold what was before: then the name of the lease. */
export const runsPrefix = 'runs/';
/** How many runs are remembered. */
const remembered = 20;

/** Remembers a run and counts it in the failure tracker. Answers with what is known then. */
export function keepRun(
  registers: RegisterStore,
  leaseName: string,
  report: RunReport,
  now: EpochMs,
  options?: FailureTrackerOptions,
): Promise<RunHistory> {
  return registers.change(runsPrefix + leaseName, (before) => {
    const { firstAt, failures, recent } = toHistory(before);
    const run = toPastRun(report);
    const after: RunHistory = {
      firstAt: firstAt ?? run.startedAt,
      failures: trackRun(failures, trackedAs(report), now, options).state,
      recent: [run, ...recent].slice(0, remembered),
    };
    return { after: after as unknown as Json, result: after };
  });
}

/** What the runs under a lease left; what cannot be read is forgotten. */
export async function readRuns(registers: RegisterStore, leaseName: string): Promise<RunHistory> {
  return toHistory(await readRegister(registers, runsPrefix + leaseName));
}

/** A run that was skipped or stopped from outside says nothing. */
export function trackedAs({ outcome, error }: Pick<RunReport, 'outcome' | 'error'>): TrackedRun {
  if (outcome === 'skipped' || error?.code === 'ABORTED') return 'neutral';
  return outcome === 'failed' ? 'failed' : 'good';
}

function toPastRun({ runId, startedAt, durationMs, outcome, items, unanswered, failovers, error }: RunReport): PastRun {
  return {
    runId,
    startedAt: fromIso(startedAt),
    durationMs,
    outcome,
    newStories: items.new,
    unanswered: unanswered.length,
    failovers: failovers.length,
    isStopped: error?.code === 'ABORTED',
  };
}

const stored = z.object({
  firstAt: z.number().nullable(),
  failures: failureTrackerState,
  recent: z.array(pastRun),
});

function toHistory(value: Json): RunHistory {
  const read = stored.safeParse(value);
  return read.success ? read.data : noRuns;
}
