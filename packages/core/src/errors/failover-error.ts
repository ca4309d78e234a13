import type { ErrorCode } from './codes.js';
import { IngestError, type IngestErrorOptions } from './ingest-error.js';

/** One candidate that gave no good answer. */
export interface FailoverAttempt {
  readonly name: string;
  /** `CIRCUIT_OPEN`: it was left out, nothing was sent. */
  readonly code: ErrorCode;
  /** In the words of what the call threw: as free of secrets as these are. */
  readonly message: string;
  readonly durationMs: number;
}

const marker = Symbol.for('@ingest/failover-error');

/** No candidate gave a good answer. Holds every attempt, in the order in which they were asked. */
export class FailoverError extends IngestError {
  readonly attempts: readonly FailoverAttempt[];

  constructor(attempts: readonly FailoverAttempt[], options: IngestErrorOptions = {}) {
    const trace = attempts.map(({ name, code }) => `${name}: ${code}`).join(', ');
    super('SOURCES_EXHAUSTED', `none of ${attempts.length} gave a good answer (${trace})`, options);
    this.attempts = attempts;
    Object.defineProperty(this, marker, { value: true });
  }

  static override is(value: unknown): value is FailoverError {
    return typeof value === 'object' && value !== null && marker in value;
  }
}
