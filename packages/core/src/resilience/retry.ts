import type { Chance, Clock } from '../contracts/clock.js';
import { dispositionOf } from '../errors/codes.js';
import { SourceError } from '../errors/source-error.js';
import type { Deadline } from '../time/deadline.js';
import { backoffDelayMs, requestBackoff } from './backoff.js';

/** Four requests for a page at most: the first and three more. */
export const maxAttempts = 4;

export interface RetryOptions {
  readonly clock: Clock;
  readonly chance: Chance;
  readonly deadline: Deadline;
  /** Told before each further try. */
  readonly onRetry: (error: SourceError, attempt: number, delayMs: number) => void;
}

/** Tries again what a second try can mend, inside the deadline. The only layer that does. */
export async function retry<T>(task: () => Promise<T>, options: RetryOptions): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await task();
    } catch (error) {
      if (!SourceError.is(error) || attempt >= maxAttempts) throw error;
      const delayMs = delayBefore(error, attempt, options);
      if (delayMs === null || delayMs >= options.deadline.remainingMs()) throw error;
      options.onRetry(error, attempt, delayMs);
      await options.clock.wait(delayMs, options.deadline.signal);
    }
  }
}

/** A delay that the server gave wins over a computed one, unless it is none at all; null: do not try again. */
function delayBefore(error: SourceError, attempt: number, { clock, chance }: RetryOptions): number | null {
  const { retry: rule } = dispositionOf(error.code);
  if (rule === 'never' || error.permanent) return null;
  if (error.retryAt !== undefined && error.retryAt > clock.now()) return error.retryAt - clock.now();
  const mayTry = rule === 'backoff' || error.retryAt !== undefined;
  return mayTry ? backoffDelayMs(requestBackoff, attempt, chance) : null;
}
