import type { PageRequest, SourceItem } from '@ingest/core';
import { malformedReason, optionalId, optionalText, optionalTime, texts } from '../fields.js';
import { expectedOfTiingoItem, tiingoItem } from './response.js';

/** Items of a Tiingo reply as candidates, each judged alone. Fresh news is ordered by crawl time, a range by publication. */
export function toCandidates(items: readonly unknown[], reading: PageRequest['reading']): readonly SourceItem[] {
  return items.map((raw) => toItem(raw, reading));
}

/** One item, out of any reading. */
export function toItem(raw: unknown, reading: PageRequest['reading']): SourceItem {
  const read = tiingoItem.safeParse(raw);
  if (!read.success) {
    return { kind: 'malformed', raw, reason: malformedReason(read.error, raw, expectedOfTiingoItem) };
  }
  const item = read.data;
  const candidate = {
    sourceId: optionalId(item.id),
    headline: item.title,
    description: optionalText(item.description),
    url: optionalText(item.url),
    // A domain, such as `finance.yahoo.com`.
    publisher: optionalText(item.source),
    publishedAt: item.publishedDate ?? null,
    tickers: texts(item.tickers),
    tags: texts(item.tags),
  };
  if (reading === 'range') return { kind: 'candidate', raw, candidate };
  return { kind: 'candidate', raw, candidate: { ...candidate, orderedAt: optionalTime(item.crawlDate) } };
}
