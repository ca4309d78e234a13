import { latestSlot, type SlotSchedule } from '../calendar/next-slot.js';
import type { EpochMs } from '../contracts/clock.js';
import type { Breaker } from '../resilience/breaker.js';
import { mayRetry, shortestRetryMs } from './retry-run.js';
import type { PastRun } from './run-history.js';
import { type SharedRunState, wholeRun } from './run-share.js';

/** What is known when a tick comes. */
export interface Tick {
  readonly now: EpochMs;
  /** When it was meant to come: the same each time that one tick is told again because it failed. */
  readonly scheduledAt: EpochMs;
  readonly schedule: SlotSchedule;
  /** How far the run that was begun last has come; null when none ever was. */
  readonly begun: SharedRunState | null;
  /** The breakers of the sources that have a key. */
  readonly breakers: readonly Breaker['kind'][];
}

/** What a tick has to do. */
export type DueRun =
  /** To make this attempt at the run of a slot; one that was begun and never ended is made anew, as the same attempt. */
  | { readonly kind: 'run'; readonly slot: EpochMs; readonly attempt: number }
  /** The run of this tick failed, and is not to be tried again now: its failure is told once more. */
  | { readonly kind: 'failed'; readonly slot: EpochMs; readonly attempt: number; readonly run: PastRun }
  | { readonly kind: 'nothing' };

/**
 * Decides what a tick has to do, for whoever is woken by a schedule that knows neither market nor store. Ticks may come late,
 * twice, in any order or side by side:
 *
 * - The slot that is on at `now` counts, and not the time that the tick was meant for: a late one makes no run that is past.
 * - A slot that nobody began is begun. An attempt whose only share has not ended is made anew, for whoever made it may be gone;
 *   while it is there the share's lease keeps others out. Of several shares a queue takes care.
 * - A run that failed is tried again as {@link mayRetry} allows, half a minute after its end at the earliest.
 * - When that is not so, the tick that made it (told again) fails again; every other has nothing to do.
 */
export function dueRun({ now, scheduledAt, schedule, begun, breakers }: Tick): DueRun {
  const slot = latestSlot(now, schedule);
  if (begun === null || begun.slot < slot) return { kind: 'run', slot, attempt: 0 };
  if (begun.slot > slot) return { kind: 'nothing' };
  const { attempt, count } = begun;
  const run = wholeRun(begun);
  if (run === null) return count === 1 ? { kind: 'run', slot, attempt } : { kind: 'nothing' };
  if (run.outcome !== 'failed') return { kind: 'nothing' };
  const hasRested = Math.abs(now - run.startedAt - run.durationMs) >= shortestRetryMs;
  if (hasRested && mayRetry({ slot, retry: attempt, breakers }, schedule, now))
    return { kind: 'run', slot, attempt: attempt + 1 };
  return run.startedAt >= scheduledAt ? { kind: 'failed', slot, attempt, run } : { kind: 'nothing' };
}
