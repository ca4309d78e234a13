import type { EpochMs } from '../contracts/clock.js';
import type { ErrorCode } from '../errors/codes.js';
import type { Breaker } from '../resilience/breaker.js';
import type { QuotaLevel } from '../resilience/quota.js';

/** What is known of one configured source. */
export interface SourceFacts {
  readonly source: string;
  readonly breaker: Breaker;
  /** Why it failed last; null when it did not since its last success. */
  readonly lastErrorCode: ErrorCode | null;
  readonly lastSuccessAt: EpochMs | null;
  /** Every window of its plan. */
  readonly quota: readonly QuotaLevel[];
}

/** How the market stands now. */
export interface MarketFacts {
  /** When the regular session that is on has opened; null while there is none. */
  readonly openedAt: EpochMs | null;
  /** How often news is collected at this time, in milliseconds. */
  readonly intervalMs: number;
  /** New stories in each of the sessions before, the newest first; null where nobody had to count. */
  readonly newStoriesBySession: readonly number[] | null;
}

/** What waits for one sink, or was given up. */
export interface SinkFacts {
  readonly sink: string;
  /** All that wait, in trouble or not. */
  readonly pending: number;
  /** Pending ones that were tried often enough and are old enough to be in trouble. */
  readonly failing: number;
  readonly dead: number;
  /** When the oldest of them was committed. */
  readonly oldestAt: EpochMs | null;
  readonly lastError: string | null;
}

/** The run that has just ended. */
export interface RunFacts {
  /** How long it collected: without deliveries. */
  readonly collectingMs: number;
  /** The slowest of its collections, for people; null when there was none. */
  readonly slowest: { readonly source: string; readonly durationMs: number } | null;
}

/** All that the rules of alerts look at; they do nothing but look. */
export interface AlertFacts {
  readonly now: EpochMs;
  /** Null for a look between two runs. */
  readonly run: RunFacts | null;
  /** Failed runs in a row, and since when that is worth an alert; null while it is not. */
  readonly failures: {
    readonly count: number;
    readonly raisedAt: EpochMs | null;
    /** When the first of them ended, as far as it is remembered. */
    readonly firstAt: EpochMs | null;
  };
  readonly sources: readonly SourceFacts[];
  /** The last successful collection of any source, of the chain or not, under whatever key; null while there was none. */
  readonly lastSuccessAt: EpochMs | null;
  /** When the first run ever began; null while there was none. */
  readonly firstRunAt: EpochMs | null;
  /** Null when nobody had to look, or there is no calendar. */
  readonly market: MarketFacts | null;
  /** New stories that were found in the last two hours. */
  readonly newStories: number;
  readonly sinks: readonly SinkFacts[];
}
