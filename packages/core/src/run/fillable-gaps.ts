import type { Gap } from '../model/source-state.js';
import type { Ticker } from '../model/ticker.js';

/** A gap, and those of its tickers that are still asked for. */
export interface FillableGap {
  readonly gap: Gap;
  readonly tickers: readonly Ticker[];
}

/**
 * The gaps that a run fills after its fresh reading, in their order, each as far as its tickers are still asked for. A gap
 * without a cursor is a stretch that its source will not give, however it is asked; one of a back-fill is read by that.
 */
export function fillableGaps(gaps: readonly Gap[], tickers: readonly Ticker[]): readonly FillableGap[] {
  const wanted = new Set(tickers);
  return gaps
    .filter(({ cursor, backfill }) => cursor !== null && backfill === null)
    .map((gap) => ({ gap, tickers: gap.tickers.filter((ticker) => wanted.has(ticker)) }))
    .filter((fillable) => fillable.tickers.length > 0);
}
