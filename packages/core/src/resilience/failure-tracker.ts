import * as z from 'zod';
import type { Clock, EpochMs } from '../contracts/clock.js';
import { MINUTE_MS } from '../time/instant.js';

/** Failed runs in a row, as data that processes share. */
export interface FailureTrackerState {
  /** When the latest failed runs since the last good one ended, in the order in which they were told. */
  readonly failedAt: readonly EpochMs[];
  /** Since when the failures are raised; null while they are not. Time alone does not resolve them, only a good run does. */
  readonly raisedAt: EpochMs | null;
}

export const noFailures: FailureTrackerState = { failedAt: [], raisedAt: null };

/** `neutral`: a run that was skipped, or stopped by a signal; it says nothing. */
export type TrackedRun = 'failed' | 'good' | 'neutral';
export type TrackerChange = 'raised' | 'resolved' | null;

export interface FailureTrackerOptions {
  /** Failed runs in a row that raise, at least 1. Default: 3. */
  readonly threshold?: number;
  /** Inside how long they have to lie, in milliseconds, more than 0. Default: 15 minutes. */
  readonly windowMs?: number;
}

/** Failed runs in a row that raise, unless the caller says. */
export const failuresToRaise = 3;

const defaults = { threshold: failuresToRaise, windowMs: 15 * MINUTE_MS } as const;
/** More failures are not kept, unless it takes more to raise. */
const keptFailures = 100;

/**
 * Counts one run: raises once when enough failed in a row inside the window, resolves once when one did not. Throws a
 * RangeError for an option that cannot be.
 */
export function trackRun(
  before: FailureTrackerState,
  run: TrackedRun,
  now: EpochMs,
  options: FailureTrackerOptions = {},
): { readonly state: FailureTrackerState; readonly change: TrackerChange } {
  const { threshold, windowMs } = checked(options);
  switch (run) {
    case 'neutral':
      return { state: before, change: null };
    case 'good':
      return { state: noFailures, change: before.raisedAt === null ? null : 'resolved' };
    case 'failed': {
      const failedAt = [...inWindow(before.failedAt, now, windowMs), now].slice(-Math.max(threshold, keptFailures));
      const raises = before.raisedAt === null && failedAt.length >= threshold;
      return { state: { failedAt, raisedAt: raises ? now : before.raisedAt }, change: raises ? 'raised' : null };
    }
    default:
      return run satisfies never;
  }
}

/** Failed runs in a row that lie inside the window now, a hundred at most: it slides by time, also with nobody looking. */
export function consecutiveFailures(
  { failedAt }: FailureTrackerState,
  now: EpochMs,
  windowMs: number = defaults.windowMs,
): number {
  return inWindow(failedAt, now, checked({ windowMs }).windowMs).length;
}

/** What lies in the future was told by a clock that was wrong: it counts for as long as the window, and no longer. */
function inWindow(failedAt: readonly EpochMs[], now: EpochMs, windowMs: number): readonly EpochMs[] {
  return failedAt.filter((at) => Math.abs(now - at) < windowMs);
}

function checked({ threshold = defaults.threshold, windowMs = defaults.windowMs }: FailureTrackerOptions) {
  if (!Number.isInteger(threshold) || threshold < 1) {
    throw new RangeError(`threshold must be a whole number of at least 1, not ${threshold}`);
  }
  if (!Number.isFinite(windowMs) || windowMs <= 0) {
    throw new RangeError(`windowMs must be a number of milliseconds above 0, not ${windowMs}`);
  }
  return { threshold, windowMs };
}

/** A tracker as it is kept. */
export const failureTrackerState = z.object({ failedAt: z.array(z.number()), raisedAt: z.number().nullable() });

export interface FailureTracker {
  /** Counts one run; says whether that raised the failures or resolved them. */
  record(run: TrackedRun): TrackerChange;
  /** Failed runs in a row that lie inside the window now. */
  readonly failures: number;
  /** Whether they are raised and no good run has resolved them yet. */
  readonly isRaised: boolean;
  /** To be kept, and handed in again later. */
  readonly state: FailureTrackerState;
}

/** A tracker in memory, for a service that goes on and on. Throws a RangeError for an option that cannot be. */
export function createFailureTracker({
  clock,
  state: first = noFailures,
  ...options
}: FailureTrackerOptions & { readonly clock: Clock; readonly state?: FailureTrackerState }): FailureTracker {
  const { threshold, windowMs } = checked(options);
  let state = first;
  return {
    record(run) {
      const tracked = trackRun(state, run, clock.now(), { threshold, windowMs });
      state = tracked.state;
      return tracked.change;
    },
    get failures() {
      return consecutiveFailures(state, clock.now(), windowMs);
    },
    get isRaised() {
      return state.raisedAt !== null;
    },
    get state() {
      return state;
    },
  };
}
