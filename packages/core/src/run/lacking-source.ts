import { dispositionOf, type ErrorCode } from '../errors/codes.js';
import type { IngestError } from '../errors/ingest-error.js';
import type { CollectionEvent } from '../model/collection-event.js';
import type { CollectionOutcome } from '../model/outcome.js';
import type { Ticker } from '../model/ticker.js';
import { sourceFailure } from './source-failure.js';

/** Tickers for which a source gave no good answer, and why. */
export interface Lack {
  readonly source: string;
  readonly tickers: readonly Ticker[];
  readonly code: ErrorCode;
  /** Whether the source failed; else it came to a limit of its plan. */
  readonly isFailure: boolean;
}

export interface LackFacts {
  readonly tickers: readonly Ticker[];
  readonly collections: readonly CollectionEvent[];
  /** Why a source was not asked (again). */
  readonly ended: ReadonlyMap<string, IngestError>;
}

/** Of these a source is no worse off. One without its key is told of by itself. */
const noFailures: readonly CollectionOutcome[] = ['rate-limited', 'quota-exhausted', 'not-configured'];

/**
 * What is missing of a source where each one is asked for everything; null when nothing is, or nothing but what it was not to
 * be asked for.
 */
export function lackOf(source: string, { tickers, collections, ended }: LackFacts): Lack | null {
  const own = collections.filter((event) => event.source === source);
  const served = new Set(own.filter(({ success }) => success).flatMap((event) => event.tickers));
  const missing = tickers.filter((ticker) => !served.has(ticker));
  const failed = own.filter((event) => !event.success && event.tickers.some((ticker) => !served.has(ticker)));
  const codes = [...failed.map(({ errorCode }) => errorCode), ended.get(source)?.code].filter(
    (code) => code !== undefined,
  );
  const isFailureOf = (code: ErrorCode) => !noFailures.includes(dispositionOf(code).outcome);
  const code = codes.find(isFailureOf) ?? codes[0];
  if (missing.length === 0 || code === undefined) return null;
  return {
    source,
    tickers: missing,
    code,
    isFailure: isFailureOf(code) || sourceFailure(source, collections) !== null,
  };
}
