import type { ReplayRules, Ticker } from '@ingest/core';

/** How exchanges of a source are recognised in a recording. */
export interface RecordingRules extends ReplayRules {
  /** Further places where the source's paths may begin, such as its default when `baseUrl` was configured. */
  readonly baseUrls?: readonly string[];
  /** The source cannot be asked for tickers: its urls name none, and each is about all that were asked for then. Default: no. */
  readonly isUnfiltered?: boolean;
}

/** What an exchange asked for: what a request and a recorded entry are compared by. */
export interface Asked {
  readonly source: string;
  readonly method: string;
  /** Below the base url, without a trailing slash. */
  readonly path: string;
  /**
   * The entry was marked as the source's but lies below none of its base urls, as when it was recorded through another
   * base url: `path` is then the whole path, and ends like the path that is asked for.
   */
  readonly hasUnknownBase: boolean;
  /** As the url names them; null when it names none. */
  readonly tickers: readonly Ticker[] | null;
  /** The tickers whatever their order and number; the empty string for none. */
  readonly tickerKey: string;
}

/** Tells what a url asks of which source. */
export interface Locator {
  /** `source` is known for a request, and for an entry with a mark. Null: the url belongs to none of the sources. */
  locate(url: URL, method: string, source: string | undefined): Asked | null;
  /** The base url below which a url lies; of an entry with an unknown base its origin. Null where it belongs to no source. */
  baseOf(url: URL, source: string | undefined): string | null;
}

interface Base {
  readonly source: string;
  readonly rules: RecordingRules;
  readonly origin: string;
  readonly path: string;
}

/** Throws a TypeError for a base url that is none. */
export function createLocator(rules: ReadonlyMap<string, RecordingRules>): Locator {
  const bases = [...rules]
    .flatMap(([source, rule]) => [rule.baseUrl, ...(rule.baseUrls ?? [])].map((url) => toBase(source, rule, url)))
    // The longest first: where one source lives below another's base, the url is its own.
    .sort((left, right) => right.path.length - left.path.length);
  const find = (url: URL, source: string | undefined) =>
    bases.find((candidate) => (source ?? candidate.source) === candidate.source && isBelow(url, candidate));
  return {
    baseOf(url, source) {
      const base = find(url, source);
      if (base !== undefined) return base.origin + base.path;
      return source !== undefined && rules.has(source) && /^https?:$/.test(url.protocol) ? url.origin : null;
    },
    locate(url, method, source) {
      const base = find(url, source);
      if (base !== undefined) {
        const path = withoutSlash(url.pathname.slice(base.path.length));
        return toAsked(base.source, base.rules, url, method, path, false);
      }
      const marked = source === undefined ? undefined : rules.get(source);
      if (source === undefined || marked === undefined) return null;
      return toAsked(source, marked, url, method, withoutSlash(url.pathname), true);
    },
  };
}

/** The key of a set of tickers: equal for equal sets. */
export function tickerKeyOf(tickers: readonly Ticker[] | null): string {
  return tickers === null ? '' : [...new Set(tickers.map((ticker) => ticker.toUpperCase()))].sort().join(',');
}

function toAsked(
  source: string,
  rules: RecordingRules,
  url: URL,
  method: string,
  path: string,
  hasUnknownBase: boolean,
): Asked {
  const tickers = rules.tickersOf(url);
  return { source, method: method.toUpperCase(), path, hasUnknownBase, tickers, tickerKey: tickerKeyOf(tickers) };
}

function toBase(source: string, rules: RecordingRules, baseUrl: string): Base {
  const { origin, pathname } = new URL(baseUrl);
  return { source, rules, origin, path: withoutSlash(pathname) };
}

function isBelow(url: URL, base: Base): boolean {
  return url.origin === base.origin && (url.pathname === base.path || url.pathname.startsWith(`${base.path}/`));
}

function withoutSlash(path: string): string {
  return path.replace(/\/+$/, '');
}
