import { IngestError, type ItemQuery, type SentimentLabel, sentimentLabel, type Ticker, toTicker } from '@ingest/core';
import { parseEnd, parseLimit, parsePoint, parseShare } from './parse-flag.js';

/** Which stories are meant, as people write it: by flags, or in the query of a url. */
export interface ItemFilters {
  readonly ticker?: string;
  readonly bySource?: string;
  readonly since?: string;
  readonly until?: string;
  readonly search?: string;
  readonly minPublishers?: string;
  readonly sentiment?: string;
  readonly minConfidence?: string;
  readonly minRelevance?: string;
  readonly limit?: string;
}

/** `nameOf`: how a filter is called where it was written. CONFIG_INVALID that names it for one that cannot be read. */
export function itemQuery(filters: ItemFilters, now: number, nameOf: (filter: keyof ItemFilters) => string): ItemQuery {
  const { ticker, bySource, since, until, search, limit, minPublishers } = filters;
  const { sentiment, minConfidence, minRelevance } = filters;
  if (minRelevance !== undefined && ticker === undefined)
    throw new IngestError(
      'CONFIG_INVALID',
      `${nameOf('minRelevance')} says how much a story is about a ticker, and none is named`,
      {
        hint: `name it: ${nameOf('ticker')} AAPL`,
      },
    );
  return {
    ...(ticker === undefined ? {} : { tickers: ticker.split(',').map((text) => assertTicker(text, nameOf('ticker'))) }),
    ...(bySource === undefined ? {} : { sources: bySource.split(',').map((name) => name.trim()) }),
    ...(since === undefined ? {} : { since: parsePoint(nameOf('since'), since, now) }),
    ...(until === undefined ? {} : { until: parseEnd(nameOf('until'), until, now) + 1 }),
    ...(search === undefined ? {} : { search }),
    ...(sentiment === undefined ? {} : { sentiments: readLabels(nameOf('sentiment'), sentiment) }),
    ...(minConfidence === undefined ? {} : { minConfidence: parseShare(nameOf('minConfidence'), minConfidence) }),
    ...(minRelevance === undefined ? {} : { minRelevance: parseShare(nameOf('minRelevance'), minRelevance) }),
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

function readLabels(name: string, text: string): readonly SentimentLabel[] {
  return text.split(',').map((word) => {
    const label = sentimentLabel.options.find((known) => known === word.trim().toLowerCase());
    if (label !== undefined) return label;
    throw new IngestError('CONFIG_INVALID', `${name}: ${JSON.stringify(word)} is no sentiment`, {
      hint: `known: ${sentimentLabel.options.join(', ')}`,
    });
  });
}
