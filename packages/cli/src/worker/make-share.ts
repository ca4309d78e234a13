import {
  type Clock,
  dispositionOf,
  type IngestOptions,
  type RegisterStore,
  type RunReport,
  readShares,
  runLease,
  type SharedRunState,
  wholeRun,
} from '@ingest/core';
import type { Job } from './jobs.js';

export interface ShareOptions {
  readonly registers: RegisterStore;
  readonly clock: Clock;
  /** A run with these changes to the settings. */
  readonly run: (changes: Partial<IngestOptions>) => Promise<RunReport>;
  /** Sends the whole run again; told when it failed, with the report of the share that ended last. */
  readonly again: (job: Job, report: RunReport) => Promise<void>;
}

/**
 * Makes a share of a run, unless it was made already or a later run has begun. Throws when somebody else is to make it: this
 * process is told to end, its store failed, or another one is still at it.
 */
export async function makeShare(job: Job, { registers, clock, run, again }: ShareOptions): Promise<void> {
  const begun = () => readShares(registers, runLease, clock.now());
  if (!isWanted(job, await begun())) return;
  const { tickers, ...part } = job;
  const { index, slot, attempt, count } = part;
  const share = { name: runLease, ...part };
  // Each share has a lease of its own: two workers that were given one share do not both make it.
  const report = await run({ tickers, leaseName: `${runLease}/${index}`, share });
  if (report.outcome === 'skipped') throw new Error(`another worker is at the tickers of job ${index + 1} of ${count}`);
  const code = report.error?.code;
  if (code !== undefined && (code === 'ABORTED' || dispositionOf(code).family === 'store'))
    throw new Error(report.error?.message ?? code);
  const state = await begun();
  const isSame = state !== null && state.slot === slot && state.attempt === attempt;
  if (isSame && wholeRun(state)?.outcome === 'failed') await again(job, report);
}

function isWanted({ slot, attempt, index }: Job, state: SharedRunState | null): boolean {
  if (state === null || state.slot < slot) return true;
  if (state.slot > slot || state.attempt !== attempt) return state.slot === slot && state.attempt < attempt;
  return !Object.hasOwn(state.ended, index);
}
