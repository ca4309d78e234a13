import { IngestError, type ItemQuery, type NewsItem, type Store, systemClock, toIso } from '@ingest/core';
import { all } from '../all.js';
import { loadSettings } from '../config/load.js';
import { exitCodes } from '../exit-codes.js';
import { type ItemFilters, itemQuery } from '../item-query.js';
import { createOutput, type Output, toJson } from '../output.js';
import { parseEnd } from '../parse-flag.js';
import { csvHeader, csvLine } from '../render/csv.js';
import { itemsTable, sentimentLegend } from '../render/items-table.js';
import { count } from '../render/time.js';
import { type StoreFlags, withStoreAt } from './with-store.js';

export interface ItemsFlags extends StoreFlags, ItemFilters {
  readonly asOf?: string;
  readonly revisions?: boolean;
  readonly format?: string;
}

const formats = ['table', 'csv', 'ndjson'] as const;
/** A table is one screen; programs get everything. */
const tableLimit = 50;

/** `ingest items`: the stories of the store, newest first. */
export async function items(flags: ItemsFlags): Promise<number> {
  const output = createOutput(flags);
  const { settings } = await loadSettings(flags);
  const format = formatOf(flags);
  const asOf = flags.asOf === undefined ? undefined : parseEnd('--as-of', flags.asOf, systemClock().now());
  // Whoever looks at the past counts from there.
  const now = asOf ?? systemClock().now();
  const query = {
    ...itemQuery(flags, now, nameOf),
    ...(flags.revisions ? { withRevisions: true } : {}),
    ...(asOf === undefined ? {} : { asOf }),
  };
  return withStoreAt(settings.store, async (store) => {
    if (output.isJson) await writeJson(store.reading.items(query), output);
    else if (format === 'csv') await writeLines(store.reading.items(query), output, csvLine, csvHeader);
    else if (format === 'ndjson') await writeLines(store.reading.items(query), output, (item) => `${toJson(item)}\n`);
    else {
      const shown = await all(store.reading.items({ ...query, limit: query.limit ?? tableLimit }));
      const total = await store.reading.countItems(query);
      if (shown.length > 0) for (const line of itemsTable(shown, now, output.out)) output.data(line);
      const hint = '(--limit, --since, --ticker, --search, --json)';
      // About the table, not a part of it: whoever reads stdout counts lines.
      const then = asOf === undefined ? '' : ` as of ${toIso(asOf)}`;
      output.note(
        output.err.paint.dim(
          `${shown.length.toLocaleString('en')} of ${total.toLocaleString('en')} stories${then}, newest first ${hint}`,
        ),
      );
      const legend = sentimentLegend(shown);
      if (legend !== '') output.note(output.err.paint.dim(legend));
      const left = await leftOut(store, query, total);
      if (left > 0)
        output.note(output.err.paint.dim(`${count(left, 'story', 'stories')} left out: ${leftOutWhy(query)}`));
    }
    return exitCodes.ok;
  });
}

/** How many stories the filters on sentiment keep out: what nobody scored is easily overlooked. */
async function leftOut({ reading }: Store, query: ItemQuery, total: number): Promise<number> {
  const { sentiments, minConfidence, minRelevance, ...others } = query;
  if (sentiments === undefined && minConfidence === undefined && minRelevance === undefined) return 0;
  return (await reading.countItems(others)) - total;
}

function leftOutWhy({ sentiments, minConfidence, minRelevance }: ItemQuery): string {
  return [
    ...(sentiments === undefined ? [] : [`not ${sentiments.join(' or ')}, or nobody says`]),
    ...(minConfidence === undefined ? [] : [`a confidence below ${minConfidence}, or not stated`]),
    ...(minRelevance === undefined ? [] : [`less than ${minRelevance} about the ticker`]),
  ].join('; or ');
}

function formatOf({ format: text = 'table', revisions }: ItemsFlags): (typeof formats)[number] {
  const format = formats.find((known) => known === text);
  if (format === 'csv' && revisions)
    throw new IngestError('CONFIG_INVALID', '--revisions: csv has one line a story, without room for its old texts', {
      hint: 'take --format ndjson or --json',
    });
  if (format !== undefined) return format;
  throw new IngestError('CONFIG_INVALID', `--format: unknown format ${JSON.stringify(text)}`, {
    hint: `known: ${formats.join(', ')}`,
  });
}

const nameOf = (filter: string) => `--${filter.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

async function writeJson(items: AsyncIterable<NewsItem>, output: Output): Promise<void> {
  let before = '[';
  for await (const item of items) {
    await output.write(`${before}\n${toJson(item)}`);
    before = ',';
  }
  await output.write(before === '[' ? '[]\n' : '\n]\n');
}

async function writeLines(
  items: AsyncIterable<NewsItem>,
  output: Output,
  line: (item: NewsItem) => string,
  header = '',
): Promise<void> {
  if (header !== '') await output.write(header);
  for await (const item of items) await output.write(line(item));
}
