import type { Chance, EpochMs } from '../contracts/clock.js';
import type { DeliveryResult } from '../contracts/outbox.js';
import type { SinkErrorCode } from '../errors/sink-error.js';
import { type Backoff, backoffDelayMs } from '../resilience/backoff.js';
import { DAY_MS, HOUR_MS } from '../time/instant.js';
import { termAround } from '../time/term.js';

/** Between the tries of a delivery, across runs: seconds at first, hours in the end. */
export const deliveryBackoff: Backoff = { baseMs: 5000, maxMs: 2 * HOUR_MS, factor: 3 };
/** After so many tries, or when it is older than that, a delivery is a dead letter. */
export const maxDeliveryAttempts = 10;
export const maxDeliveryAgeMs = DAY_MS;
/** So often it is tried however old it is: after a day without power, and after it was sent again by hand. */
export const fewestDeliveryAttempts = 3;

/** What becomes of a delivery after a try that failed. */
export type FailedResult = Exclude<DeliveryResult, { readonly kind: 'delivered' }>;

/** A try of a delivery that failed. */
export interface FailedTry {
  readonly code: SinkErrorCode;
  /** In words, without secrets. */
  readonly error: string;
  /** When the sink said to come back; null when it did not. */
  readonly retryAt: EpochMs | null;
  readonly attempt: number;
  readonly createdAt: EpochMs;
}

/** What a failed try means: again after a pause, or never. A pause that the sink named wins over a computed one. */
export function afterFailure(failed: FailedTry, now: EpochMs, chance: Chance): FailedResult {
  const { code, error, retryAt, attempt, createdAt } = failed;
  if (code !== 'SINK_UNAVAILABLE') return { kind: 'dead', error };
  const isTooOld = now - createdAt > maxDeliveryAgeMs && attempt >= fewestDeliveryAttempts;
  if (isTooOld || attempt >= maxDeliveryAttempts)
    return { kind: 'dead', error: `given up after ${attempt} tries: ${error}` };
  const delayMs = retryAt === null ? backoffDelayMs(deliveryBackoff, attempt, chance) : Math.max(0, retryAt - now);
  return { kind: 'again', waits: termAround(now, Math.min(delayMs, DAY_MS)), error };
}
