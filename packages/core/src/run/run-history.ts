import * as z from 'zod';
import type { LoadMarketHours, MarketHours } from '../alerts/market-hours.js';
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
import { fromIso, MINUTE_MS } from '../time/instant.js';

/** One run as it is remembered. */
export const pastRun = z.object({
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

/** What all runs of one name leave for the ones after them. */
export interface RunHistory {
  /** When the first run ever began; null while there was none. */
  readonly firstAt: EpochMs | null;
  readonly failures: FailureTrackerState;
  /** The last runs, the newest first. */
  readonly recent: readonly PastRun[];
}

const noRuns: RunHistory = { firstAt: null, failures: noFailures, recent: [] };

/** Names of the registers that hold what was before: then the name of the runs, which is that of their lease. */
export const runsPrefix = 'runs/';
/** How many runs are remembered. */
const remembered = 20;

/** Remembers a run and counts it in the failure tracker. Answers with what is known then. `market`: asked of a failed run alone. */
export async function keepRun(
  registers: RegisterStore,
  name: string,
  run: PastRun,
  now: EpochMs,
  market: LoadMarketHours = async () => null,
): Promise<RunHistory> {
  const options = run.outcome === 'failed' ? trackerOptions(await market(), now) : {};
  return registers.change(runsPrefix + name, (before) => {
    const { firstAt, failures, recent } = toHistory(before);
    const after: RunHistory = {
      firstAt: firstAt ?? run.startedAt,
      failures: trackRun(failures, trackedAs(run), now, options).state,
      recent: [run, ...recent].slice(0, remembered),
    };
    return { after: after as unknown as Json, result: after };
  });
}

/** Outside market hours runs are rarer, so that failures in a row lie further apart. */
function trackerOptions(hours: MarketHours | null, now: EpochMs): FailureTrackerOptions {
  if (hours === null || hours.sessionAt(now) !== null) return {};
  // A run that is a little late is still one of three in a row.
  return { windowMs: Math.max(shortestWindowMs, 3 * hours.intervalAt(now) + MINUTE_MS) };
}

const shortestWindowMs = 15 * MINUTE_MS;

/** What the runs of a name left; what cannot be read is forgotten. */
export async function readRuns(registers: RegisterStore, name: string): Promise<RunHistory> {
  return toHistory(await readRegister(registers, runsPrefix + name));
}

/** A run that was skipped or stopped from outside says nothing. */
export function trackedAs({ outcome, isStopped }: Pick<PastRun, 'outcome' | 'isStopped'>): TrackedRun {
  if (outcome === 'skipped' || isStopped) return 'neutral';
  return outcome === 'failed' ? 'failed' : 'good';
}

/** What is remembered of a run. */
export function toPastRun({
  runId,
  startedAt,
  durationMs,
  outcome,
  items,
  unanswered,
  failovers,
  error,
}: RunReport): PastRun {
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
