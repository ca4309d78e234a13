import { type EpochMs, type NewsItem, publisherFamily, type Revision } from '@ingest/core';
import type { Screen } from '../output.js';
import { shownText } from './shown-text.js';
import { cut, renderTable } from './table.js';
import { ago } from './time.js';

/** Stories for people: when, which tickers, the headline, who carried it; below each the texts that it had before, where they are given. */
export function itemsTable(items: readonly NewsItem[], now: EpochMs, { columns, paint }: Screen): string[] {
  const rows = items.map((item) => [
    ago(item.publishedAt, now),
    someTickers(item.tickers, paint.ellipsis),
    shownText(item.headline),
    publishersOf(item),
    carriers(item),
  ]);
  const titles = [
    { title: 'when', align: 'right' },
    { title: 'tickers' },
    { title: 'headline', isFlexible: true },
    { title: 'publisher' },
    { title: 'by' },
  ] as const;
  const [title = '', ...lines] = renderTable(titles, rows, columns, paint.ellipsis);
  const old = (line: string) => paint.dim(cut(line, columns, paint.ellipsis));
  return [
    title,
    ...lines.flatMap((line, at) => [
      line,
      ...(items[at]?.revisions ?? []).map((text) => old(oldText(text, now, paint.dash))),
    ]),
  ];
}

/** `seen 3 min ago by tiingo: Old headline – and what it said` */
function oldText({ seenAt, source, headline, description }: Revision, now: EpochMs, dash: string): string {
  const text = description === undefined ? headline : `${headline} ${dash} ${description}`;
  return `     seen ${ago(seenAt, now)} by ${source}: ${shownText(text)}`;
}

const shownTickers = 3;

function someTickers(tickers: readonly string[], ellipsis: string): string {
  const shown = tickers.slice(0, shownTickers).join(' ');
  return tickers.length > shownTickers ? `${shown} ${ellipsis}` : shown;
}

/** `CNBC +1`: whose text is shown, and how many more carried it independently. */
function publishersOf({ publisher, url, publishers }: NewsItem): string {
  const own = publisherFamily(publisher ?? null, url ?? null);
  const others = publishers.filter((family) => family !== own).length;
  return [shownText(publisher ?? ''), ...(others > 0 ? [`+${others}`] : [])].join(' ').trim();
}

/** `finnhub +1`: the source that brought it first, and how many more carried it. */
function carriers({ source, attributions }: NewsItem): string {
  const others = new Set(attributions.map((attribution) => attribution.source)).size - 1;
  return others > 0 ? `${source} +${others}` : source;
}
