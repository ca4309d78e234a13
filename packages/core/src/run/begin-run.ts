import type { MarketHours } from '../alerts/market-hours.js';
import { nextSlot, type SlotSchedule } from '../calendar/next-slot.js';
import type { Clock, EpochMs } from '../contracts/clock.js';
import type { RegisterStore } from '../contracts/registers.js';
import { type Job, jobsOf } from './jobs.js';
import { keepRun } from './run-history.js';
import { openShares } from './run-share.js';
import { runLease } from './settings.js';

export interface RunToBegin {
  readonly slot: EpochMs;
  /** 0 for the run itself; one more for each time it is tried again in its slot. */
  readonly attempt: number;
  readonly tickers: readonly string[];
  /** How many tickers make a share. */
  readonly tickersPerJob: number;
}

export interface BeginOptions {
  readonly registers: RegisterStore;
  readonly clock: Clock;
  readonly schedule: SlotSchedule;
  readonly hours: MarketHours;
  /** Hands the jobs to whoever makes them. */
  readonly send: (jobs: readonly Job[]) => Promise<void>;
}

/**
 * Begins the run of a slot, in shares, and remembers the one before it as far as that came. Its jobs are sent first and written
 * down then: whoever dies between the two is found out, and a share that was sent twice is made once.
 */
export async function beginRun(
  { slot, attempt, tickers, tickersPerJob }: RunToBegin,
  { registers, clock, schedule, hours, send }: BeginOptions,
): Promise<readonly Job[]> {
  const run = { slot, from: slot - (nextSlot(slot, schedule) - slot), attempt };
  const jobs = jobsOf(run, tickers, tickersPerJob);
  await send(jobs);
  const now = clock.now();
  const unfinished = await openShares(registers, runLease, { ...run, count: jobs.length }, now);
  if (unfinished !== null) await keepRun(registers, runLease, unfinished, now, async () => hours);
  return jobs;
}
