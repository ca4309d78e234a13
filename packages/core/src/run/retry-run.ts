import { latestSlot, nextSlot, type SlotSchedule } from '../calendar/next-slot.js';
import type { Chance, Clock, EpochMs } from '../contracts/clock.js';
import type { RunReport } from '../model/run-report.js';
import type { Breaker } from '../resilience/breaker.js';
import { MINUTE_MS } from '../time/instant.js';

/** After a failed run in market hours another one is tried within a minute, so often in a slot. */
export const retriesPerSlot = 2;
/** The pause before it, in milliseconds, at least. */
export const shortestRetryMs = 30_000;

export interface FailedRun {
  readonly slot: EpochMs;
  /** How often the run of this slot was tried again already. */
  readonly retry: number;
  /** The breakers of the sources that have a key. */
  readonly breakers: readonly Breaker['kind'][];
}

/** Whether a run that failed may be tried again at this time: the market is open, its slot is on, and somebody would be asked. */
export function mayRetry({ slot, retry, breakers }: FailedRun, schedule: SlotSchedule, at: EpochMs): boolean {
  if (retry >= retriesPerSlot || !schedule.calendar.isOpen(at) || latestSlot(at, schedule) !== slot) return false;
  return !breakers.every((breaker) => breaker === 'open');
}

export interface RetryQuestion extends FailedRun {
  readonly schedule: SlotSchedule;
  readonly clock: Clock;
  readonly chance: Chance;
}

/** After how many milliseconds a run that failed is tried again; null when that has no sense, or the next slot comes first. */
export function retryDelay({ schedule, clock, chance, ...failed }: RetryQuestion): number | null {
  const now = clock.now();
  if (!mayRetry(failed, schedule, now)) return null;
  const delayMs = shortestRetryMs + Math.floor(chance.next() * (MINUTE_MS - shortestRetryMs));
  return now + delayMs >= nextSlot(failed.slot, schedule) ? null : delayMs;
}

/** The breakers of the sources that took part in a run. */
export function breakersOf({ sources }: Pick<RunReport, 'sources'>): readonly Breaker['kind'][] {
  return sources.filter(({ outcome }) => outcome !== 'not-configured').map(({ breaker }) => breaker);
}
