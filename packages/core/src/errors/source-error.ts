import type { EpochMs } from '../contracts/clock.js';
import type { ErrorCode } from './codes.js';
import { IngestError, type IngestErrorOptions } from './ingest-error.js';

/** The window of a plan's limit that a reply named. */
export const limitWindows = ['second', 'minute', 'hour', 'day', 'month'] as const;
export type LimitWindow = (typeof limitWindows)[number];

export interface SourceErrorOptions extends IngestErrorOptions {
  readonly source: string;
  /** HTTP status, where there was an answer. */
  readonly status?: number;
  /** When the server said to come back. */
  readonly retryAt?: EpochMs;
  /** Which window of the limit the reply named. */
  readonly limitWindow?: LimitWindow;
  /** A failure that a second try cannot mend although its code allows one: a bad certificate, a redirect to another host. */
  readonly permanent?: boolean;
}

const marker = Symbol.for('@ingest/source-error');

/** A failed exchange with a source: which source, what status, when to come back. */
export class SourceError extends IngestError {
  readonly source: string;
  readonly status: number | undefined;
  readonly retryAt: EpochMs | undefined;
  readonly limitWindow: LimitWindow | undefined;
  readonly permanent: boolean;

  constructor(code: ErrorCode, message: string, options: SourceErrorOptions) {
    super(code, message, options);
    this.source = options.source;
    this.status = options.status;
    this.retryAt = options.retryAt;
    this.limitWindow = options.limitWindow;
    this.permanent = options.permanent ?? false;
    Object.defineProperty(this, marker, { value: true });
  }

  static override is(value: unknown): value is SourceError {
    return typeof value === 'object' && value !== null && marker in value;
  }
}
