import { type PageRequest, type Source, SourceError, type SourcePage, type Ticker, toTicker } from '@ingest/core';

/** 2025-03-04T14:00:00Z */
export const now = Date.UTC(2025, 2, 4, 14);

export const testKey = 'k3y-of-a-test-0123456789';

export interface Asking extends Partial<PageRequest> {
  readonly signal?: AbortSignal;
  readonly now?: number;
}

/** Asks a source for a first page of fresh news about one ticker, unless told otherwise. */
export function ask(source: Source, { signal, now: at = now, ...request }: Asking = {}): Promise<SourcePage> {
  return source.fetchPage(
    { tickers: [tickerOf('QNDL')], reading: 'fresh', window: null, cursor: null, ...request },
    { signal: signal ?? new AbortController().signal, now: at },
  );
}

/** The SourceError that a promise rejects with; anything else fails the test. */
export async function failureOf(promise: Promise<unknown>): Promise<SourceError> {
  const thrown = await promise.then(
    () => new Error('nothing was thrown'),
    (error: unknown) => error,
  );
  if (SourceError.is(thrown)) return thrown;
  throw thrown;
}

export function tickerOf(text: string): Ticker {
  const ticker = toTicker(text);
  if (ticker === null) throw new RangeError(`no ticker: ${text}`);
  return ticker;
}

/** A fetch that answers from memory and counts. */
export function fetchOf(answer: (url: URL) => Response): {
  readonly fetch: typeof fetch;
  readonly urls: readonly URL[];
} {
  const urls: URL[] = [];
  return {
    urls,
    fetch: async (input) => {
      const url = new URL(String(input));
      urls.push(url);
      return answer(url);
    },
  };
}
