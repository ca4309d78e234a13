import type { EpochMs } from '../contracts/clock.js';
import type { NativeSentiment } from './sentiment.js';
import type { Ticker } from './ticker.js';

/** One item as one source delivered it, judged and cleaned: what a store commits. */
export interface Article {
  readonly source: string;
  /** The source's own id; null where it gives none, then `dedupKey` is the identity. */
  readonly sourceId: string | null;
  readonly headline: string;
  readonly description: string | null;
  readonly url: string | null;
  readonly publisher: string | null;
  readonly publishedAt: EpochMs;
  /** Sorted, without repeats. */
  readonly tickers: readonly Ticker[];
  /** Sorted, without repeats. */
  readonly tags: readonly string[];
  /** What the source says of how good or bad the news is; null when it says nothing. */
  readonly sentiment: NativeSentiment | null;
}

/** A rejected item with its reason, kept so that it can be judged again after a fix. */
export interface QuarantinedItem {
  readonly source: string;
  readonly runId: string;
  readonly at: EpochMs;
  readonly reason: string;
  /** The item as JSON text, bounded and without secrets. */
  readonly raw: string;
}
