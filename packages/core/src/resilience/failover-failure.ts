import type { EpochMs } from '../contracts/clock.js';
import { dispositionOf, type ErrorCode } from '../errors/codes.js';
import { toError } from '../errors/coerce.js';
import { IngestError } from '../errors/ingest-error.js';
import { toIso } from '../time/instant.js';
import type { BreakerEvent } from './breaker.js';

/** What a call threw, as a failure of its candidate; null for what ends the run instead. */
export function failureOf(name: string, thrown: unknown): IngestError | null {
  if (IngestError.is(thrown)) {
    const { ends, family } = dispositionOf(thrown.code);
    return ends === 'run' && family !== 'source' ? null : thrown;
  }
  if (isMistake(thrown)) return null;
  return new IngestError('NETWORK', `${name} failed: ${toError(thrown).message}`, { cause: thrown });
}

/** A mistake of the calling code. `fetch` reports a broken connection as a TypeError too, but one with a cause. */
function isMistake(thrown: unknown): boolean {
  const isOne = thrown instanceof TypeError || thrown instanceof RangeError || thrown instanceof ReferenceError;
  return isOne && thrown.cause === undefined;
}

/** What a failure tells the candidate's breaker; null: nothing. */
export function breakerEventOf({ code }: IngestError): BreakerEvent | null {
  const { breaker } = dispositionOf(code);
  switch (breaker) {
    case 'counts':
      return { kind: 'failed', code };
    case 'opens':
      return { kind: 'refused', code };
    case 'untouched':
      return null;
    default:
      return breaker satisfies never;
  }
}

export function timedOut(name: string, timeoutMs: number): IngestError {
  return new IngestError('TIMEOUT', `${name} gave no answer within ${(timeoutMs / 1000).toFixed(1)} s`);
}

export function circuitOpen(
  name: string,
  { until, code }: { readonly until: EpochMs; readonly code: ErrorCode },
): IngestError {
  return new IngestError('CIRCUIT_OPEN', `${name} failed (${code}) and is left alone until ${toIso(until)}`);
}
