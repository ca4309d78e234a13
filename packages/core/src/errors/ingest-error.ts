import type { ErrorCode } from './codes.js';

const marker = Symbol.for('@ingest/error');

export interface IngestErrorOptions {
  /** What to do now, in one line. */
  readonly hint?: string;
  /** Plain facts for programs: never a secret, never a whole payload. */
  readonly context?: Readonly<Record<string, string | number | boolean | null>>;
  readonly cause?: unknown;
}

/** An error with a code of the closed list. The message says what was attempted, on what; the hint says what to do. */
export class IngestError extends Error {
  readonly code: ErrorCode;
  readonly hint: string | undefined;
  readonly context: Readonly<Record<string, string | number | boolean | null>>;

  constructor(code: ErrorCode, message: string, options: IngestErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = code === 'ABORTED' ? 'AbortError' : 'IngestError';
    this.code = code;
    this.hint = options.hint;
    this.context = options.context ?? {};
    Object.defineProperty(this, marker, { value: true });
  }

  /** Recognises an error of this family also when it comes from another copy of the package. */
  static is(value: unknown): value is IngestError {
    return typeof value === 'object' && value !== null && marker in value;
  }
}
