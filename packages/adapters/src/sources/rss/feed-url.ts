import { type Ticker, toTicker } from '@ingest/core';

/** Stands in a url for the symbol of the one ticker that it asks for. */
export const placeholder = '{symbol}';

/** Where a feed is, for any ticker. */
export interface FeedUrl {
  /** Up to where the symbol may stand; without query and trailing slash. */
  readonly base: string;
  /** Whether a request asks for one ticker. */
  readonly isPerTicker: boolean;
  /** `base`: another one in its place. */
  urlFor(base: string, ticker: Ticker | undefined): URL;
  /** The ticker that a url asks for, whatever its base; null when it names none. */
  tickersOf(url: URL): readonly Ticker[] | null;
}

/** `symbols`: what the feed calls a ticker, where that is not the ticker itself. The template is an http or https url. */
export function feedUrl(template: string, symbols: ReadonlyMap<Ticker, string>): FeedUrl {
  const { origin, pathname, search } = new URL(template);
  const written = pathname.replaceAll(encodeURI(placeholder), placeholder);
  const cut = written.includes(placeholder) ? written.lastIndexOf('/', written.indexOf(placeholder)) : written.length;
  const path = written.slice(0, cut).replace(/\/+$/, '');
  const rest = written.slice(path.length) + search.replaceAll(encodeURI(placeholder), placeholder);
  const isPerTicker = rest.includes(placeholder);
  const tickers = new Map([...symbols].map(([ticker, symbol]) => [symbol, ticker]));
  const toKnown = (symbol: string) => tickers.get(symbol) ?? toTicker(symbol);
  const symbolIn = isPerTicker ? readerOf(rest) : () => null;
  return {
    base: origin + path,
    isPerTicker,
    urlFor(base, ticker) {
      const symbol = ticker === undefined ? '' : (symbols.get(ticker) ?? ticker);
      return new URL(base + rest.replaceAll(placeholder, encodeURIComponent(symbol)));
    },
    tickersOf(url) {
      const symbol = symbolIn(url);
      const ticker = symbol === null ? null : toKnown(symbol);
      return ticker === null ? null : [ticker];
    },
  };
}

/** Reads the symbol where the template has its first placeholder: out of a parameter, or out of the end of the path. */
function readerOf(rest: string): (url: URL) => string | null {
  const model = new URL(rest, 'http://model');
  for (const [name, value] of model.searchParams) {
    if (value.includes(placeholder)) return ({ searchParams }) => between(searchParams.get(name), value);
  }
  const parts = partsOf(model).reverse();
  const fromEnd = parts.findIndex((part) => part.includes(placeholder));
  return (url) => between(partsOf(url).at(-1 - fromEnd) ?? null, parts[fromEnd] ?? '');
}

function partsOf({ pathname }: URL): string[] {
  return pathname.split('/').map((part) => {
    try {
      return decodeURIComponent(part);
    } catch {
      return part;
    }
  });
}

/** What stands in a text where its model has the placeholder. */
function between(text: string | null, model: string): string | null {
  const at = model.indexOf(placeholder);
  const [before, after] = [model.slice(0, at), model.slice(at + placeholder.length)];
  if (text === null || at < 0 || !text.startsWith(before) || !text.endsWith(after)) return null;
  const symbol = text.slice(before.length, text.length - after.length);
  return symbol === '' ? null : symbol;
}
