import { digestOf, escapeForTerminal, type NewsItem, type RunReport, type Store } from '@ingest/core';
import { all } from '../all.js';
import { type ChosenStore, storeName } from '../extensions/extensions.js';
import type { Output } from '../output.js';
import { nameStore, storeForShell } from '../render/name-store.js';
import { replayLines } from '../render/run-lines.js';
import { renderTable } from '../render/table.js';
import { count, newYorkDate, newYorkTime } from '../render/time.js';
import { sumOf } from './context.js';

export interface Replayed {
  readonly path: string;
  /** The store that can be read afterwards; null when nothing was kept. */
  readonly location: ChosenStore | null;
  readonly reports: readonly RunReport[];
  readonly store: Store;
}

const newestShown = 6;
const nextWidth = 40;

/** A replay for people: what happened when, what is in the store now, what to type next. */
export async function printReplay(output: Output, { path, location, reports, store }: Replayed): Promise<void> {
  const { paint, columns } = output.out;
  output.line(
    `Replaying ${path} (${count(reports.length, 'recording', 'recordings')}, ${spanOf(reports)} New York, no network)`,
  );
  output.line();
  const width = Math.max(...reports.flatMap(({ sources }) => sources.map(({ source }) => source.length)));
  for (const report of reports)
    for (const line of replayLines(report, width, paint)) output.line(nameStore(line, location ?? 'memory:'));
  output.line();
  const { hash, version, stories } = await digestOf(store.reading.stories());
  const rejected = sumOf(reports, ({ items }) => items.rejected);
  const gaps = sumOf(reports, ({ gaps: opened }) => opened.length);
  const digest = `digest ${version}:${hash.slice(0, 4)}${paint.ellipsis}${hash.slice(-4)}`;
  output.line(
    `${count(stories, 'story', 'stories')} ${location === null ? 'found, none kept' : `in ${storeName(location).replace(/^sqlite:/, '')}`}   ${rejected} rejected   ${count(gaps, 'gap', 'gaps')}   ${digest}`,
  );
  output.line();
  const newest = await all(store.reading.items({ limit: newestShown }));
  if (newest.length > 0) output.line('Newest');
  const titles = [{ title: '' }, { title: '' }, { title: '', isFlexible: true }, { title: '' }] as const;
  const rows = newest.map((item) => [
    newYorkTime(item.publishedAt),
    item.tickers.join(' '),
    escapeForTerminal(item.headline),
    carried(item, paint.dot),
  ]);
  for (const line of renderTable(titles, rows, columns, paint.ellipsis).slice(1)) output.line(` ${line}`);
  for (const { warnings } of reports)
    for (const text of warnings) output.line(`  ${paint.attention()} ${escapeForTerminal(text)}`);
  output.line();
  const next = [
    ...(location === null ? [] : [[readingCommand(location), 'all stories, filters with --ticker and --since']]),
    ['ingest init', 'a configuration for your own tickers and keys'],
  ] as const;
  next.forEach(([command = '', meaning = ''], index) => {
    output.line(`${index === 0 ? 'Next:' : '     '} ${command.padEnd(nextWidth)} ${meaning}`);
  });
}

/** `reuters.com · tiingo`, `CNBC · finnhub ⇄ tiingo` */
function carried({ publisher, source, attributions }: NewsItem, dot: string): string {
  const others = [...new Set(attributions.map((attribution) => attribution.source))].filter((name) => name !== source);
  const sources = [source, ...others].join(' + ');
  return publisher === undefined ? sources : `${escapeForTerminal(publisher)} ${dot} ${sources}`;
}

function spanOf(reports: readonly RunReport[]): string {
  const [first, last] = [reports[0], reports.at(-1)];
  if (first === undefined || last === undefined) return '';
  const [from, to] = [newYorkTime(first.startedAt), newYorkTime(last.startedAt)];
  return `${newYorkDate(first.startedAt)} ${from === to ? from : `${from}–${to}`}`;
}

/** A store that the configuration names is found without a flag, with its options. */
function readingCommand(location: ChosenStore): string {
  return typeof location !== 'string' && location.isConfigured
    ? 'ingest items'
    : `ingest items --store ${storeForShell(location)}`;
}
