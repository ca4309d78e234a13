import type { EpochMs } from '../contracts/clock.js';
import type { ErrorCode } from './codes.js';
import { IngestError, type IngestErrorOptions } from './ingest-error.js';

export type SinkErrorCode = Extract<ErrorCode, 'SINK_UNAVAILABLE' | 'SINK_REJECTED' | 'SINK_GONE'>;

export interface SinkErrorOptions extends IngestErrorOptions {
  readonly sink: string;
  /** HTTP status, where there was an answer. */
  readonly status?: number;
  /** When the sink said to come back. */
  readonly retryAt?: EpochMs;
}

const marker = Symbol.for('@ingest/sink-error');

/**
 * A delivery that failed. SINK_UNAVAILABLE: worth trying again. SINK_REJECTED: this message never. SINK_GONE: nothing is to be
 * sent there any more.
 */
export class SinkError extends IngestError {
  declare readonly code: SinkErrorCode;
  readonly sink: string;
  readonly status: number | undefined;
  readonly retryAt: EpochMs | undefined;

  constructor(code: SinkErrorCode, message: string, options: SinkErrorOptions) {
    super(code, message, options);
    this.sink = options.sink;
    this.status = options.status;
    this.retryAt = options.retryAt;
    Object.defineProperty(this, marker, { value: true });
  }

  static override is(value: unknown): value is SinkError {
    return typeof value === 'object' && value !== null && marker in value;
  }
}
