import type { QuotaLimit } from '@ingest/core';

/** What must be known of a source before its code is loaded. */
export interface SourceFacts {
  readonly name: string;
  /** The environment variable that holds the key; null for a source without keys. */
  readonly keyVariable: string | null;
  /** The environment variable that replaces the base url; null for a source whose options name its address. */
  readonly baseUrlVariable: string | null;
  /** Null for a source that is nowhere before its options say where. */
  readonly defaultBaseUrl: string | null;
  /** Published limits by plan. */
  readonly plans: Readonly<Record<string, readonly QuotaLimit[]>>;
  /** How many different tickers may be asked for in a calendar month, by plan; one that is not named has no such limit. */
  readonly tickersAMonth?: Readonly<Record<string, number>>;
}

/** Tiingo counts days and months in EST (documentation, general/overview 1.1.3). */
const est = -5 * 60;

/** What premium plans of Alpha Vantage are sold by: requests a minute, and none a day (alphavantage.co/premium, as clients quote it). */
const alphaVantageMinute = (limit: number) => [{ window: 'minute', limit }] as const;

/** Finnhub lets nobody send more than 30 requests a second, on top of the plan (finnhub.io/docs/api/rate-limit). */
const finnhubSecond = { window: 'second', limit: 30 } as const;

/**
 * The SEC allows 10 requests a second in all (sec.gov/os/accessing-edgar-data). Half of it, so that it is kept where two windows
 * meet, and with a second source of its feeds.
 */
const edgarSecond = 5;

export const sourceFacts = {
  tiingo: {
    name: 'tiingo',
    keyVariable: 'TIINGO_API_KEY',
    baseUrlVariable: 'TIINGO_BASE_URL',
    defaultBaseUrl: 'https://api.tiingo.com',
    plans: {
      free: [
        { window: 'hour', limit: 50 },
        { window: 'day', limit: 1000, utcOffsetMinutes: est },
      ],
      power: [
        { window: 'hour', limit: 10_000 },
        { window: 'day', limit: 100_000, utcOffsetMinutes: est },
      ],
    },
    tickersAMonth: { free: 500 },
  },
  finnhub: {
    name: 'finnhub',
    keyVariable: 'FINNHUB_API_KEY',
    baseUrlVariable: 'FINNHUB_BASE_URL',
    defaultBaseUrl: 'https://finnhub.io/api/v1',
    plans: {
      free: [finnhubSecond, { window: 'minute', limit: 60 }],
      basic: [finnhubSecond, { window: 'minute', limit: 150 }],
      professional: [finnhubSecond, { window: 'minute', limit: 300 }],
    },
  },
  alphavantage: {
    name: 'alphavantage',
    keyVariable: 'ALPHAVANTAGE_API_KEY',
    baseUrlVariable: 'ALPHAVANTAGE_BASE_URL',
    defaultBaseUrl: 'https://www.alphavantage.co',
    plans: {
      // Both numbers stand in the texts with which it refuses (docs/sources/alphavantage.md).
      free: [
        { window: 'second', limit: 1 },
        { window: 'day', limit: 25 },
      ],
      'premium-75': alphaVantageMinute(75),
      'premium-150': alphaVantageMinute(150),
      'premium-300': alphaVantageMinute(300),
      'premium-600': alphaVantageMinute(600),
      'premium-1200': alphaVantageMinute(1200),
    },
  },
  marketaux: {
    name: 'marketaux',
    keyVariable: 'MARKETAUX_API_KEY',
    baseUrlVariable: 'MARKETAUX_BASE_URL',
    defaultBaseUrl: 'https://api.marketaux.com/v1',
    // As its own headers say to clients with a free key. What paid plans allow is not known here: `none` leaves it to the headers.
    plans: {
      free: [
        { window: 'minute', limit: 30 },
        { window: 'day', limit: 100 },
      ],
    },
  },
  polygon: {
    name: 'polygon',
    keyVariable: 'POLYGON_API_KEY',
    baseUrlVariable: 'POLYGON_BASE_URL',
    defaultBaseUrl: 'https://api.polygon.io',
    // The paid plans have no limit of requests; more than 100 a second are asked not to be sent.
    plans: { free: [{ window: 'minute', limit: 5 }], paid: [{ window: 'second', limit: 100 }] },
  },
  rss: {
    name: 'rss',
    keyVariable: null,
    baseUrlVariable: null,
    defaultBaseUrl: null,
    plans: { free: [], edgar: [{ window: 'second', limit: edgarSecond }] },
  },
} as const satisfies Record<string, SourceFacts>;
