import { dispositionOf, type ErrorCode, errorCodes, IngestError, SourceError } from '@ingest/core';

/** Why an exchange gave no whole answer, in a form that fits into a recording. */
export interface ExchangeFailure {
  /** The code of the system or of TLS (`ECONNREFUSED`, `CERT_HAS_EXPIRED`), or one of {@link ownReasons}. */
  readonly reason: string;
  /** In words; empty where there are none. */
  readonly message: string;
}

/** Reasons that no system names. */
export const ownReasons = {
  /** The source's time was over. */
  timeout: 'TIMEOUT',
  /** The run was stopped from outside. */
  aborted: 'ABORTED',
  /** The source had failed elsewhere meanwhile and was not asked any more; the message is the code of that. */
  givenUp: 'GIVEN_UP',
  /** The answer began, and the adapter read no further: too large, mostly. */
  cancelled: 'CANCELLED',
  /** Failed, without a code. */
  failed: 'FAILED',
} as const;

/** What `fetch` or a body threw, or an abort, as a failure. The abort wins: what is thrown then is its consequence. */
export function toFailure(thrown: unknown, signal: AbortSignal | null): ExchangeFailure {
  if (signal?.aborted) return fromAbort(signal.reason);
  const { code, message } = innermost(thrown);
  return { reason: code ?? ownReasons.failed, message };
}

/** What `fetch` would have thrown, so that an adapter reads out of it what it read when it was live. */
export function fromFailure(failure: ExchangeFailure, source: string): Error {
  switch (failure.reason) {
    case ownReasons.timeout:
      return new SourceError('TIMEOUT', `${source} was given up when its time was over, says the recording`, {
        source,
      });
    case ownReasons.givenUp:
      return new SourceError(
        codeOf(failure.message),
        `${source} had failed elsewhere and was given up, says the recording`,
        {
          source,
        },
      );
    case ownReasons.aborted:
      return new IngestError('ABORTED', `the recorded run was stopped while it waited for ${source}`, {
        hint: 'the recording ends here; record a whole run',
      });
    default:
      return new TypeError('fetch failed', { cause: causeOf(failure) });
  }
}

function fromAbort(reason: unknown): ExchangeFailure {
  if (isTimeout(reason)) return { reason: ownReasons.timeout, message: '' };
  if (SourceError.is(reason)) return { reason: ownReasons.givenUp, message: reason.code };
  return { reason: ownReasons.aborted, message: '' };
}

/** The code that a recording names; one of a later version is a failure all the same. */
function codeOf(text: string): ErrorCode {
  return errorCodes.find((code) => code === text && dispositionOf(code).family === 'source') ?? 'NETWORK';
}

function causeOf({ reason, message }: ExchangeFailure): Error {
  const error = new Error(message || reason);
  return reason === ownReasons.failed ? error : Object.assign(error, { code: reason });
}

function isTimeout(reason: unknown): boolean {
  if (SourceError.is(reason)) return reason.code === 'TIMEOUT';
  // Core aborts with a SourceError, but a source of one's own may add `AbortSignal.timeout`: that has nothing but its name.
  return reason instanceof Error && reason.name === 'TimeoutError';
}

/** A chain of causes is short; a circular one must not hold us up. */
const deepestCause = 5;

/** The code that comes first in the chain of causes, and the words of the last. */
function innermost(thrown: unknown): { code: string | null; message: string } {
  let code: string | null = null;
  let message = '';
  let value = thrown;
  for (let depth = 0; depth <= deepestCause && value instanceof Error; depth += 1) {
    if (code === null && 'code' in value && typeof value.code === 'string') code = value.code;
    if (value.message !== '') message = value.message;
    // Several addresses tried: an AggregateError, one error for each.
    value = value.cause ?? (value instanceof AggregateError ? value.errors[0] : undefined);
  }
  return { code, message };
}
