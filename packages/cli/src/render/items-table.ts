import { type EpochMs, escapeForTerminal, type NewsItem } from '@ingest/core';
import type { Screen } from '../output.js';
import { renderTable } from './table.js';
import { ago } from './time.js';

/** Stories for people: when, which tickers, the headline, who carried it. */
export function itemsTable(items: readonly NewsItem[], now: EpochMs, { columns, paint }: Screen): string[] {
  const rows = items.map((item) => [
    ago(item.publishedAt, now),
    someTickers(item.tickers, paint.ellipsis),
    escapeForTerminal(item.headline),
    escapeForTerminal(item.publisher ?? ''),
    carriers(item),
  ]);
  const titles = [
    { title: 'when', align: 'right' },
    { title: 'tickers' },
    { title: 'headline', isFlexible: true },
    { title: 'publisher' },
    { title: 'by' },
  ] as const;
  return renderTable(titles, rows, columns, paint.ellipsis);
}

const shownTickers = 3;

function someTickers(tickers: readonly string[], ellipsis: string): string {
  const shown = tickers.slice(0, shownTickers).join(' ');
  return tickers.length > shownTickers ? `${shown} ${ellipsis}` : shown;
}

/** `finnhub +1`: the source that brought it first, and how many more carried it. */
function carriers({ source, attributions }: NewsItem): string {
  const others = new Set(attributions.map((attribution) => attribution.source)).size - 1;
  return others > 0 ? `${source} +${others}` : source;
}
