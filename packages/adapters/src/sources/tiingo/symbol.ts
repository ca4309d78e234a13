import { type Ticker, toTicker } from '@ingest/core';

/**
 * A ticker as Tiingo writes it: class shares with a dash (its documentation, general/overview: `BRK-A`), lower case as in
 * its own replies and examples. `toTicker` reads that form back.
 */
export function toTiingoSymbol(ticker: Ticker): string {
  return ticker.toLowerCase().replace(/\.(?=[a-z]$)/, '-');
}

/** The tickers that a url asks for: a comma list, a repeated parameter or an array form (`tickers[]`), in any case. */
export function tickersOfUrl(url: URL): readonly Ticker[] | null {
  const tickers = new Set<Ticker>();
  for (const [name, value] of url.searchParams) {
    if (!/^tickers(?:\[\d*\])?$/i.test(name)) continue;
    for (const symbol of value.split(',')) {
      const ticker = toTicker(symbol);
      if (ticker !== null) tickers.add(ticker);
    }
  }
  return tickers.size === 0 ? null : [...tickers].sort();
}
