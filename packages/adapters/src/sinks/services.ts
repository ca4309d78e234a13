import type { Clock, Redact } from '@ingest/core';

/** What is needed of a stream of text, such as `process.stdout`. */
export interface LineStream {
  readonly writable: boolean;
  write(text: string, done: (error?: Error | null) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  removeListener(event: 'error', listener: (error: Error) => void): unknown;
}

/** What a sink is handed beside its options. */
export interface SinkServices {
  /** Takes secrets out of messages, beside those that the sink knows itself. Default: takes nothing out. */
  readonly redact?: Redact | undefined;
  /** Does the exchange. Default: the platform's. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** Measures how long an exchange takes. Default: `systemClock()`. */
  readonly clock?: Clock | undefined;
  /** Where the sink `stdout` writes. Default: the process's own. */
  readonly stdout?: LineStream | undefined;
}
