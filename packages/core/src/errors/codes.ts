import type { CollectionOutcome } from '../model/outcome.js';

/** What every error code does; retry, breaker, failover, reports and the docs page all read this one table. */
export interface Disposition {
  /** Who failed: decides the exit code and who has to act. */
  readonly family: 'source' | 'store' | 'replay' | 'config' | 'sink' | 'run';
  /** Whether the same request may be sent again inside the deadline. `if-delay-fits`: only after a delay the server named. */
  readonly retry: 'never' | 'backoff' | 'if-delay-fits';
  /** What it means for the source's circuit breaker. */
  readonly breaker: 'counts' | 'opens' | 'untouched';
  /**
   * Whether the source is asked again in this run: `batch` concerns its batch alone; `source` ends the source for the run and
   * breaks off what is under way; `rest` ends it too, but what was sent already is waited for; `run` ends the run.
   */
  readonly ends: 'batch' | 'source' | 'rest' | 'run';
  /** The outcome a collection has when it ends with this code. */
  readonly outcome: CollectionOutcome;
  /** One sentence for people. */
  readonly meaning: string;
  /** What the operator can do about it. */
  readonly remedy: string;
}

const source = { family: 'source', retry: 'never', breaker: 'counts', ends: 'batch', outcome: 'failed' } as const;
const store = { family: 'store', retry: 'never', breaker: 'untouched', ends: 'run', outcome: 'failed' } as const;
const replay = { ...store, family: 'replay' } as const;
const config = { ...store, family: 'config' } as const;
const sink = { ...source, family: 'sink', breaker: 'untouched' } as const;

export const dispositions = {
  TIMEOUT: {
    ...source,
    ends: 'source',
    meaning: 'No whole first page came within the deadline.',
    remedy:
      'Nothing, if it is rare: the next source served. If it lasts, look at the provider’s status page and the network.',
  },
  NETWORK: {
    ...source,
    retry: 'backoff',
    ends: 'source',
    meaning: 'The connection could not be made, broke, or was not trusted.',
    remedy: 'Check the base url, DNS, the proxy and the clock (certificates).',
  },
  RATE_LIMITED: {
    ...source,
    retry: 'if-delay-fits',
    breaker: 'untouched',
    ends: 'source',
    outcome: 'rate-limited',
    meaning: 'The provider says that a limit of the plan is reached.',
    remedy: 'Ask less often or for fewer tickers, or take a larger plan.',
  },
  QUOTA_EXHAUSTED: {
    ...source,
    breaker: 'untouched',
    ends: 'rest',
    outcome: 'quota-exhausted',
    meaning: 'A limit of the plan is reached, by our own count or by what a reply said before; nothing was sent.',
    remedy: 'Wait until the time that the message names, or take a larger plan.',
  },
  AUTH_FAILED: {
    ...source,
    breaker: 'opens',
    ends: 'source',
    outcome: 'auth-failed',
    meaning: 'The provider rejects the key.',
    remedy: 'Check the key in the environment or in .env.',
  },
  FORBIDDEN: {
    ...source,
    breaker: 'opens',
    ends: 'source',
    outcome: 'auth-failed',
    meaning: 'The key is valid, but its plan has no entitlement to this data, or to this ticker.',
    remedy: 'Add the entitlement to the plan, or put another source first.',
  },
  NOT_FOUND: {
    ...source,
    meaning: 'The provider does not know what was asked for.',
    remedy: 'Check the base url and the tickers.',
  },
  BAD_REQUEST: {
    ...source,
    meaning: 'The provider says that the request is wrong.',
    remedy: 'Check the tickers; if they are right, the adapter needs a fix.',
  },
  SERVER_ERROR: {
    ...source,
    retry: 'backoff',
    meaning: 'The provider failed (HTTP 5xx, 408 or 425).',
    remedy: 'Nothing, if it is rare. If it lasts, look at the provider’s status page.',
  },
  MALFORMED_RESPONSE: {
    ...source,
    meaning: 'The answer is not what the provider documents: not JSON, the wrong shape, or not one readable item.',
    remedy: 'The format may have changed, or something in between answers for the provider: look at what it says.',
  },
  EMPTY_RESPONSE: {
    ...source,
    meaning: 'The answer has no body at all, which is not how “no news” looks.',
    remedy: 'Nothing, if it is rare. If it lasts, something in between swallows the body.',
  },
  RESPONSE_TOO_LARGE: {
    ...source,
    meaning: 'The body is larger than 10 MB after decoding.',
    remedy: 'Check the base url: no news page is that large.',
  },
  CIRCUIT_OPEN: {
    ...source,
    breaker: 'untouched',
    ends: 'source',
    outcome: 'skipped',
    meaning: 'The source failed so often that it is left alone for a while; nothing was sent.',
    remedy: 'Nothing: it is probed again by itself.',
  },
  NOT_CONFIGURED: {
    ...source,
    breaker: 'untouched',
    ends: 'source',
    outcome: 'not-configured',
    meaning: 'The source has no key; nothing was sent.',
    remedy: 'Set the key, or take the source out of the list.',
  },
  SOURCES_EXHAUSTED: {
    ...source,
    family: 'run',
    breaker: 'untouched',
    ends: 'run',
    meaning: 'No source gave a good answer.',
    remedy: 'See the line of each source.',
  },
  ABORTED: {
    ...source,
    family: 'run',
    breaker: 'untouched',
    ends: 'run',
    meaning: 'The run was stopped from outside.',
    remedy: 'Nothing: the next run goes on where this one stopped; of a back-fill, the same command.',
  },
  STORE_UNAVAILABLE: {
    ...store,
    meaning: 'The store cannot be opened or reached.',
    remedy: 'Check the path or url, and who may write there.',
  },
  STORE_BUSY: {
    ...store,
    meaning: 'Another program keeps the store locked.',
    remedy: 'Find the program that holds the lock and end it, then run again.',
  },
  STORE_FULL: { ...store, meaning: 'The disk of the store is full.', remedy: 'Make room, then run again.' },
  STORE_READ_ONLY: {
    ...store,
    meaning: 'The store, or its directory, cannot be written.',
    remedy: 'Give the user of this process the right to write the file and its directory.',
  },
  STORE_CORRUPT: {
    ...store,
    meaning: 'The file is damaged, or not a store at all.',
    remedy: 'Restore a backup (`ingest db backup` makes them), or choose another file.',
  },
  STORE_SCHEMA: {
    ...store,
    meaning: 'The store was written by a newer version of this program.',
    remedy: 'Update ingest; the store was left untouched.',
  },
  STORE_CONFLICT: {
    ...store,
    meaning: 'Two writers disagree on the same row.',
    remedy: 'Run again; if it comes back, please report it.',
  },
  STORE_CLOSED: {
    ...store,
    meaning: 'The store is closed.',
    remedy: 'Open it first: this is a mistake of the calling code.',
  },
  STORE_LEASE_LOST: {
    ...store,
    meaning: 'Another process took over the work while this one slept; nothing was written.',
    remedy: 'Nothing: the other process goes on.',
  },
  SINK_UNAVAILABLE: {
    ...sink,
    meaning: 'A sink could not be reached or failed (no answer in time, HTTP 5xx, 408, 409, 425 or 429, a redirect).',
    remedy:
      'Nothing, if it is rare: the delivery is tried again with growing pauses. If it lasts, look at the receiver.',
  },
  SINK_REJECTED: {
    ...sink,
    meaning: 'A sink refuses this notification (any other HTTP 4xx); it is dead-lettered.',
    remedy: 'Mend the receiver or its settings, then `ingest deliveries retry --sink NAME`.',
  },
  SINK_GONE: {
    ...sink,
    meaning: 'A sink says that nothing is to be sent there any more (HTTP 410); it is disabled.',
    remedy: 'Take it out of the configuration; if it is back, `ingest deliveries retry --sink NAME` enables it again.',
  },
  CONFIG_INVALID: {
    ...config,
    meaning: 'A setting is wrong.',
    remedy: 'The message names the setting and the expected form.',
  },
  DRIVER_MISSING: {
    ...config,
    meaning: 'A package that this choice needs is not installed.',
    remedy: 'Install the package that the message names.',
  },
  REPLAY_MISMATCH: {
    ...replay,
    meaning: 'The run asks for something that was never recorded.',
    remedy: 'Replay with the tickers and sources of the recording, or record again.',
  },
  REPLAY_EMPTY: {
    ...replay,
    meaning: 'The recording holds no exchange with a source.',
    remedy: 'Check the file; mark foreign entries by their base url (TIINGO_BASE_URL, …).',
  },
  REPLAY_INVALID: {
    ...replay,
    meaning: 'The file is not a readable HAR recording.',
    remedy: 'Check the path; a recording cut off while it was written must be recorded again.',
  },
} as const satisfies Record<string, Disposition>;

/** The closed list of error codes. A code is the contract, its message is prose. */
export type ErrorCode = keyof typeof dispositions;

export const errorCodes = Object.keys(dispositions) as readonly ErrorCode[];

/** What an error with this code means to retry, breaker, failover and exit code: the one place that decides it. */
export function dispositionOf(code: ErrorCode): Disposition {
  return dispositions[code];
}
