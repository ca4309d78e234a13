import type { EpochMs } from '../contracts/clock.js';
import type { Json, RegisterStore } from '../contracts/registers.js';
import type { RunReport } from '../model/run-report.js';
import { readFailureTracker, type TrackedRun, trackRun } from '../resilience/failure-tracker.js';

/** Names of the registers that hold failure trackers: then the name of the lease. */
export const trackerPrefix = 'tracker/';

/** Counts a run in the failure tracker that all runs under the same lease share. */
export async function keepTracked(
  registers: RegisterStore,
  leaseName: string,
  report: Pick<RunReport, 'outcome' | 'error'>,
  now: EpochMs,
): Promise<void> {
  const run = trackedAs(report);
  if (run === 'neutral') return;
  await registers.change(trackerPrefix + leaseName, (before) => {
    const { state, change } = trackRun(readFailureTracker(before), run, now);
    return { after: state as unknown as Json, result: change };
  });
}

/** A run that was skipped or stopped from outside says nothing. */
export function trackedAs({ outcome, error }: Pick<RunReport, 'outcome' | 'error'>): TrackedRun {
  if (outcome === 'skipped' || error?.code === 'ABORTED') return 'neutral';
  return outcome === 'failed' ? 'failed' : 'good';
}
