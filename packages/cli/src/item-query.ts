import { IngestError, type ItemQuery, type Ticker, toTicker } from '@ingest/core';
import { parseEnd, parseLimit, parsePoint } from './parse-time.js';

/** Which stories are meant, as people write it: by flags, or in the query of a url. */
export interface ItemFilters {
  readonly ticker?: string;
  readonly bySource?: string;
  readonly since?: string;
  readonly until?: string;
  readonly search?: string;
  readonly minPublishers?: string;
  readonly limit?: string;
}

/** `nameOf`: how a filter is called where it was written. CONFIG_INVALID that names it for one that cannot be read. */
export function itemQuery(filters: ItemFilters, now: number, nameOf: (filter: keyof ItemFilters) => string): ItemQuery {
  const { ticker, bySource, since, until, search, limit, minPublishers } = filters;
  return {
    ...(ticker === undefined ? {} : { tickers: ticker.split(',').map((text) => assertTicker(text, nameOf('ticker'))) }),
    ...(bySource === undefined ? {} : { sources: bySource.split(',').map((name) => name.trim()) }),
    ...(since === undefined ? {} : { since: parsePoint(nameOf('since'), since, now) }),
    ...(until === undefined ? {} : { until: parseEnd(nameOf('until'), until, now) + 1 }),
    ...(search === undefined ? {} : { search }),
    ...(limit === undefined ? {} : { limit: parseLimit(nameOf('limit'), limit) }),
    ...(minPublishers === undefined ? {} : { minPublishers: parseLimit(nameOf('minPublishers'), minPublishers) }),
  };
}

function assertTicker(text: string, name: string): Ticker {
  const ticker = toTicker(text);
  if (ticker !== null) return ticker;
  throw new IngestError('CONFIG_INVALID', `${name}: ${JSON.stringify(text)} is not a ticker`, {
    hint: 'expected a form such as AAPL or BRK.B',
  });
}
