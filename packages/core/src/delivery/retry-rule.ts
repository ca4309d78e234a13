import type { Chance, EpochMs } from '../contracts/clock.js';
import type { DeliveryResult } from '../contracts/store.js';
import { SinkError } from '../errors/sink-error.js';
import { type Backoff, backoffDelayMs } from '../resilience/backoff.js';
import { DAY_MS, HOUR_MS } from '../time/instant.js';
import { termAround } from '../time/term.js';

/** Between tries of a delivery, across runs: seconds at first, hours at last. */
export const deliveryBackoff: Backoff = { baseMs: 5_000, maxMs: 2 * HOUR_MS, factor: 3 };
/** After so many tries, or so long, a delivery is a dead letter. */
export const maxDeliveryAttempts = 10;
export const maxDeliveryAgeMs = DAY_MS;
/** So often it is tried however old it is: after a day without power, and after it was sent again by hand. */
const fewestAttempts = 3;

export interface FailedTry {
  readonly error: Error;
  /** The error in words, without secrets. */
  readonly words: string;
  readonly attempt: number;
  readonly createdAt: EpochMs;
}

/** What a failed try means: again after a pause, or never. */
export function afterFailure(
  { error, words, attempt, createdAt }: FailedTry,
  now: EpochMs,
  chance: Chance,
): DeliveryResult {
  if (SinkError.is(error) && error.code !== 'SINK_UNAVAILABLE') return { kind: 'dead', error: words };
  const isTooOld = now - createdAt >= maxDeliveryAgeMs && attempt >= fewestAttempts;
  if (attempt >= maxDeliveryAttempts || isTooOld)
    return { kind: 'dead', error: `given up after ${attempt} tries: ${words}` };
  return { kind: 'again', waits: termAround(now, backoffDelayMs(deliveryBackoff, attempt, chance)), error: words };
}
