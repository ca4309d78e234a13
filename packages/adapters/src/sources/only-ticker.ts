import type { PageRequest, Ticker } from '@ingest/core';

/** The ticker of a request to a source that takes one at a time. Throws a RangeError for several. */
export function onlyTicker({ tickers }: PageRequest): Ticker {
  const [ticker] = tickers;
  if (ticker === undefined || tickers.length > 1) throw new RangeError(`one ticker a request, not ${tickers.length}`);
  return ticker;
}
