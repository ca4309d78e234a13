import type { SourceItem, Ticker } from '@ingest/core';
import { malformedReason, optionalId, optionalText } from '../fields.js';
import { expectedOfFinnhubItem, finnhubItem } from './response.js';

/** Items of a Finnhub reply about one ticker as candidates, each judged alone. */
export function toCandidates(items: readonly unknown[], asked: Ticker): readonly SourceItem[] {
  return items.map((raw) => toItem(raw, asked));
}

/** One item; `asked` is null when it is not known any more what was asked for. */
export function toItem(raw: unknown, asked: Ticker | null): SourceItem {
  const read = finnhubItem.safeParse(raw);
  if (!read.success) {
    return { kind: 'malformed', raw, reason: malformedReason(read.error, raw, expectedOfFinnhubItem) };
  }
  const item = read.data;
  return {
    kind: 'candidate',
    raw,
    candidate: {
      sourceId: optionalId(item.id),
      headline: item.headline,
      description: optionalText(item.summary),
      url: optionalText(item.url),
      publisher: toPublisher(optionalText(item.source)),
      publishedAt: item.datetime ?? null,
      tickers: toSymbols(optionalText(item.related), asked),
      // `category` says "company" of every item: it tells nothing.
      tags: [],
    },
  };
}

/** `related` repeats the symbol asked for. An item that names none is what the reply as a whole is about. */
function toSymbols(related: string | null, asked: Ticker | null): readonly string[] {
  if (related === null || related.trim() === '') return asked === null ? [] : [asked];
  return related.split(',');
}

/** A name such as `Benzinga`; in 2020 also the address of the site, of which the host is the name. */
function toPublisher(source: string | null): string | null {
  if (source === null || !/^https?:\/\//i.test(source) || !URL.canParse(source)) return source;
  return new URL(source).hostname;
}
