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
  sentiment_score: (item) => item.sentiment?.score ?? '',
  sentiment_label: (item) => item.sentiment?.label ?? '',
  sentiment_confidence: (item) => item.sentiment?.confidence ?? '',
  sentiment_origin: (item) => item.sentiment?.origin ?? '',
  sentiment_model: (item) => item.sentiment?.model ?? '',
} as const satisfies Record<string, (item: NewsItem) => string | number>;

export const csvHeader = `${Object.keys(columns).join(',')}\r\n`;

/** A story as a line of CSV (RFC 4180); a text that a spreadsheet would take for a formula is made harmless, and control characters are shown. */
export function csvLine(item: NewsItem): string {
  return `${Object.values(columns)
    .map((column) => toField(column(item)))
    .join(',')}\r\n`;
}

/** A number of ours is no formula, whatever it begins with. */
function toField(value: string | number): string {
  return typeof value === 'number' ? String(value) : csvField(escapeForTerminal(value));
}
