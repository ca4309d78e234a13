import type { EpochMs } from '../contracts/clock.js';
import type { RegisterStore } from '../contracts/registers.js';
import { utcDate } from '../time/instant.js';

/** Whether this process is the first that asks today (in UTC), so that daily work is done once. */
export function claimDay(registers: RegisterStore, work: string, now: EpochMs): Promise<boolean> {
  const today = utcDate(now);
  return registers.change(`daily/${work}`, (before) => ({ after: today, result: before !== today }));
}
