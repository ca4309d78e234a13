import {
  dispositionOf,
  type IngestOptions,
  type RegisterStore,
  type RunReport,
  readShares,
  runLease,
  wholeRun,
} from '@ingest/core';
import type { Job } from './jobs.js';

export interface ShareOptions {
  readonly registers: RegisterStore;
  /** A run with these changes to the settings. */
  readonly run: (changes: Partial<IngestOptions>) => Promise<RunReport>;
  /** Sends the whole run again; told when it failed, with the report of the share that ended last. */
  readonly again: (job: Job, report: RunReport) => Promise<void>;
}

/**
 * Makes a share of a run, unless it was made already or a later run has begun. Throws when somebody else is to make it: this
 * process is told to end, its store failed, or another one is still at it.
 */
export async function makeShare(job: Job, { registers, run, again }: ShareOptions): Promise<void> {
  if (!(await isWanted(job, registers))) return;
  const { tickers, index, slot, attempt, count } = job;
  const share = { name: runLease, slot, attempt, index, count };
  // Each share has a lease of its own: two workers that were given one share do not both make it.
  const report = await run({ tickers, leaseName: `${runLease}/${index}`, share });
  if (report.outcome === 'skipped') throw new Error(`another worker is at the tickers of job ${index + 1} of ${count}`);
  const code = report.error?.code;
  if (code !== undefined && (code === 'ABORTED' || dispositionOf(code).family === 'store'))
    throw new Error(report.error?.message ?? code);
  const state = await readShares(registers, runLease);
  const isSame = state !== null && state.slot === slot && state.attempt === attempt;
  if (isSame && wholeRun(state)?.outcome === 'failed') await again(job, report);
}

async function isWanted({ slot, attempt, index }: Job, registers: RegisterStore): Promise<boolean> {
  const state = await readShares(registers, runLease);
  if (state === null || state.slot < slot) return true;
  if (state.slot > slot || state.attempt !== attempt) return state.slot === slot && state.attempt < attempt;
  return !Object.hasOwn(state.ended, index);
}
