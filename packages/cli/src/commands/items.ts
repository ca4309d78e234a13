import { IngestError, type ItemQuery, type NewsItem, systemClock, type Ticker, toIso, toTicker } from '@ingest/core';
import { all } from '../all.js';
import { loadSettings } from '../config/load.js';
import { exitCodes } from '../exit-codes.js';
import { createOutput, type Output, toJson } from '../output.js';
import { parseEnd, parseLimit, parsePoint } from '../parse-time.js';
import { csvHeader, csvLine } from '../render/csv.js';
import { itemsTable } from '../render/items-table.js';
import { type StoreFlags, withStoreAt } from './with-store.js';

export interface ItemsFlags extends StoreFlags {
  readonly ticker?: string;
  readonly bySource?: string;
  readonly since?: string;
  readonly until?: string;
  readonly search?: string;
  readonly asOf?: string;
  readonly revisions?: boolean;
  readonly minPublishers?: string;
  readonly limit?: string;
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
  const query = { ...queryOf(flags, now), ...(asOf === undefined ? {} : { asOf }) };
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
        output.err.paint.dim(`${shown.length} of ${total.toLocaleString('en')} stories${then}, newest first ${hint}`),
      );
    }
    return exitCodes.ok;
  });
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

function queryOf(flags: ItemsFlags, now: number): ItemQuery {
  const { ticker, bySource, since, until, search, limit, revisions, minPublishers } = flags;
  return {
    ...(ticker === undefined ? {} : { tickers: ticker.split(',').map(assertTicker) }),
    ...(bySource === undefined ? {} : { sources: bySource.split(',').map((name) => name.trim()) }),
    ...(since === undefined ? {} : { since: parsePoint('--since', since, now) }),
    ...(until === undefined ? {} : { until: parseEnd('--until', until, now) + 1 }),
    ...(search === undefined ? {} : { search }),
    ...(limit === undefined ? {} : { limit: parseLimit('--limit', limit) }),
    ...(minPublishers === undefined ? {} : { minPublishers: parseLimit('--min-publishers', minPublishers) }),
    ...(revisions ? { withRevisions: true } : {}),
  };
}

function assertTicker(text: string): Ticker {
  const ticker = toTicker(text);
  if (ticker !== null) return ticker;
  throw new IngestError('CONFIG_INVALID', `--ticker: ${JSON.stringify(text)} is not a ticker`, {
    hint: 'expected a form such as AAPL or BRK.B',
  });
}

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
