import { csvField, escapeForTerminal, type NewsItem } from '@ingest/core';

const columns = {
  story_key: (item) => item.storyKey,
  published_at: (item) => item.publishedAt,
  ingested_at: (item) => item.ingestedAt,
  headline: (item) => item.headline,
  description: (item) => item.description ?? '',
  url: (item) => item.url ?? '',
  publisher: (item) => item.publisher ?? '',
  source: (item) => item.source,
  is_failover: (item) => String(item.isFailover),
  tickers: (item) => item.tickers.join(' '),
  tags: (item) => item.tags.join('; '),
  publishers: (item) => item.publishers.join('; '),
} as const satisfies Record<string, (item: NewsItem) => string>;

export const csvHeader = `${Object.keys(columns).join(',')}\r\n`;

/** A story as a line of CSV (RFC 4180); a text that a spreadsheet would take for a formula is made harmless, and control characters are shown. */
export function csvLine(item: NewsItem): string {
  return `${Object.values(columns)
    .map((column) => csvField(escapeForTerminal(column(item))))
    .join(',')}\r\n`;
}
