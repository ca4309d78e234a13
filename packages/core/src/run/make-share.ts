import type { Clock } from '../contracts/clock.js';
import type { RegisterStore } from '../contracts/registers.js';
import { dispositionOf } from '../errors/codes.js';
import type { RunReport } from '../model/run-report.js';
import type { Job } from './jobs.js';
import type { PastRun } from './run-history.js';
import { isWanted, readShares, wholeRun } from './run-share.js';
import { type IngestOptions, runLease } from './settings.js';

export interface ShareOptions {
  readonly registers: RegisterStore;
  readonly clock: Clock;
  /** A run with these changes to the settings. */
  readonly run: (changes: Partial<IngestOptions>) => Promise<RunReport>;
}

/** What became of a share that somebody was given. */
export type MadeShare =
  /** It was made before, or a later run has begun: nothing was done. */
  | { readonly kind: 'unwanted' }
  /** It is still to be made: another process is at it, this one was told to end, or its store failed. */
  | { readonly kind: 'left'; readonly report: RunReport; readonly why: string }
  /** `whole`: what all shares came to, when none is missing any more; null while others are. */
  | { readonly kind: 'made'; readonly report: RunReport; readonly whole: PastRun | null };

/** Makes a share of a run, unless it was made already or a later run has begun. */
export async function makeShare(job: Job, { registers, clock, run }: ShareOptions): Promise<MadeShare> {
  const begun = () => readShares(registers, runLease, clock.now());
  if (!isWanted(job, await begun())) return { kind: 'unwanted' };
  const { tickers, ...part } = job;
  const { index, slot, attempt, count } = part;
  const share = { name: runLease, ...part };
  // Each share has a lease of its own: two processes that were given one share do not both make it. One that is the whole run has
  // that of a run, so that it does not meet one that somebody makes by hand either.
  const leaseName = count === 1 ? runLease : `${runLease}/${index}`;
  const report = await run({ tickers, leaseName, share });
  if (report.outcome === 'skipped') {
    // Whoever has the lease, or had it, may have made it by now.
    if (!isWanted(job, await begun())) return { kind: 'unwanted' };
    return { kind: 'left', report, why: `another process is at the tickers of share ${index + 1} of ${count}` };
  }
  const code = report.error?.code;
  if (code !== undefined && (code === 'ABORTED' || dispositionOf(code).family === 'store'))
    return { kind: 'left', report, why: report.error?.message ?? code };
  const state = await begun();
  const isSame = state !== null && state.slot === slot && state.attempt === attempt;
  return { kind: 'made', report, whole: isSame ? wholeRun(state) : null };
}
