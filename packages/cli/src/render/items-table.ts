import { type EpochMs, type NewsItem, publisherFamily, type Revision, sourcesDisagree } from '@ingest/core';
import type { Screen } from '../output.js';
import { lowConfidence } from '../sentiment/summarise.js';
import { sentimentWords } from './sentiment-words.js';
import { shownText } from './shown-text.js';
import { type Column, cut, renderTable } from './table.js';
import { ago } from './time.js';

/** Stories for people: when, which tickers, the headline, who carried it; below each the texts that it had before, where they are given. */
export function itemsTable(items: readonly NewsItem[], now: EpochMs, { columns, paint }: Screen): string[] {
  const isScored = items.some(({ sentiment }) => sentiment !== undefined);
  const rows = items.map((item) => [
    ago(item.publishedAt, now),
    someTickers(item.tickers, paint.ellipsis),
    shownText(item.headline),
    ...(isScored ? [sentimentCell(item)] : []),
    publishersOf(item),
    carriers(item),
  ]);
  const titles: readonly Column[] = [
    { title: 'when', align: 'right' },
    { title: 'tickers' },
    { title: 'headline', isFlexible: true },
    ...(isScored ? [{ title: 'sentiment' }] : []),
    { title: 'publisher' },
    { title: 'by' },
  ];
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

/** `+ 0.62 0.81~ !`: blank where nobody says anything; `~` is read from the headline, `!` disputed between sources. */
function sentimentCell(item: NewsItem): string {
  const { sentiment } = item;
  if (sentiment === undefined) return '';
  const about = sentiment.scope.kind === 'ticker' ? ` of ${sentiment.scope.ticker}` : '';
  const derived = sentiment.origin === 'derived' ? '~' : '';
  return `${sentimentWords(sentiment)}${derived}${about}${sourcesDisagree(item) ? ' !' : ''}`;
}

/** What the signs of a table mean, those that stand in it; empty where none does. */
export function sentimentLegend(items: readonly NewsItem[]): string {
  const scores = items.flatMap(({ sentiment }) => sentiment ?? []);
  const derived = new Set(scores.filter(({ origin }) => origin === 'derived').map(({ model }) => model));
  const isLow = scores.some(({ confidence }) => confidence !== null && confidence < lowConfidence);
  return [
    ...(scores.length > 0 ? ['sentiment: good + bad - neither =, score, confidence'] : []),
    ...(isLow ? ['? low'] : []),
    ...(derived.size > 0 ? [`~ read from the headline by ${shownText([...derived].sort().join(', '))}`] : []),
    ...(items.some(sourcesDisagree) ? ['! sources say the opposite of each other'] : []),
  ].join('   ');
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
