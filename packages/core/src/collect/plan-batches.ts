import type { Source } from '../contracts/source.js';
import type { Ticker } from '../model/ticker.js';

/** Which requests a source is asked, and in which order. A replay brings its own, read off the recording. */
export interface Batching {
  /** Tickers into batches; tickers in none of them are not asked of this source. */
  plan(source: Source, tickers: readonly Ticker[]): readonly (readonly Ticker[])[];
  /** Which of two waiting batches goes first: negative for the left one. Absent: the order in which they were planned. */
  compare?(left: PlannedBatch, right: PlannedBatch): number;
  /** Whether a source was asked then: it is asked again whatever its breaker and unplanned limits say by now. Absent: no. */
  wasAsked?(source: string): boolean;
  /**
   * Whether a replay has answers left for these tickers: a gap that the recorded run did not come to stays one. Absent: yes.
   */
  hasAnswers?(source: string, tickers: readonly Ticker[]): boolean;
  /** How many collections may be under way at once: in all, and where every source is asked, of each one. */
  readonly maxConcurrent: number;
  /** One collection at a time, whatever the mode. */
  readonly isSequential?: boolean;
}

export interface PlannedBatch {
  readonly source: string;
  readonly tickers: readonly Ticker[];
}

/** As many tickers in a request as the source takes. */
export const liveBatching: Batching = {
  plan: (source, tickers) => chunks(tickers, source.capabilities.maxTickersPerRequest),
  maxConcurrent: 8,
};

/** Parts of `size` values, the last one maybe smaller. Throws a RangeError for a size that would never get to the end. */
export function chunks<T>(values: readonly T[], size: number): readonly (readonly T[])[] {
  if (!(size >= 1)) throw new RangeError(`a part holds at least one value, not ${size}`);
  const all: T[][] = [];
  for (let start = 0; start < values.length; start += size) all.push(values.slice(start, start + size));
  return all;
}
