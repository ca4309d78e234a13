import { type Ticker, toTicker } from '@ingest/core';

/** What is no share of a company or a fund, whatever it looks like. */
const otherKinds = new Set(['cryptocurrency', 'currency', 'index']);

/** Without a market behind it (`AAPL.MX`, `APC.DE`). */
const plain = /^[A-Z0-9]{1,6}$/i;
const withClass = /^[A-Z0-9]{1,6}[.-][A-Z]$/i;

/**
 * The symbol of an entity as a ticker; null for a listing elsewhere, a currency, an index. One company comes as several entities. What
 * stands behind a dot may be a class (`BRK.B`) or a market (`VOD.L`): only the country tells.
 */
export function plainSymbol({ symbol, country, type }: Readonly<Record<string, unknown>>): string | null {
  if (typeof symbol !== 'string') return null;
  if (typeof type === 'string' && otherKinds.has(type.toLowerCase())) return null;
  if (country === 'us') return plain.test(symbol) || withClass.test(symbol) ? symbol : null;
  return (country === null || country === undefined) && plain.test(symbol) ? symbol : null;
}

/** Tickers as they are asked for. How a class is written is not documented: both ways are named, and any of them is enough. */
export function toSymbols(tickers: readonly Ticker[]): string {
  return tickers.flatMap((ticker) => [...new Set([ticker, ticker.replace(/\.(?=[A-Z]$)/, '-')])]).join(',');
}

/** The tickers that a url asks for. */
export function tickersOfUrl(url: URL): readonly Ticker[] | null {
  const symbols = (url.searchParams.get('symbols') ?? '').split(',');
  const tickers = new Set(symbols.map((symbol) => toTicker(symbol)).filter((ticker) => ticker !== null));
  return tickers.size === 0 ? null : [...tickers].sort();
}
