import type { EpochMs } from '../contracts/clock.js';
import type { RegisterStore } from '../contracts/registers.js';
import { readRegister } from '../resilience/read-register.js';
import { utcDate } from '../time/instant.js';

/**
 * Does daily work that was not done today (in UTC), and remembers that it was: of work that fails it is not, and it is tried
 * again the next time. Two processes that ask at once both do it, so it must be work that does no harm twice.
 */
export async function onceADay(
  registers: RegisterStore,
  work: string,
  now: EpochMs,
  act: () => Promise<void>,
): Promise<void> {
  const [name, today] = [`daily/${work}`, utcDate(now)];
  if ((await readRegister(registers, name)) === today) return;
  await act();
  await registers.change(name, () => ({ after: today, result: undefined }));
}
