import {
  type CollectionEvent,
  type EventQuery,
  escapeForTerminal,
  type QuarantinedItem,
  systemClock,
  toIso,
} from '@ingest/core';
import { all } from '../all.js';
import { loadSettings } from '../config/load.js';
import { exitCodes } from '../exit-codes.js';
import { createOutput, type Screen } from '../output.js';
import { parseLimit, parsePoint } from '../parse-flag.js';
import { renderTable } from '../render/table.js';
import { ago, seconds } from '../render/time.js';
import { type StoreFlags, withStoreAt } from './with-store.js';

export interface EventsFlags extends StoreFlags {
  readonly run?: string;
  readonly bySource?: string;
  readonly since?: string;
  readonly limit?: string;
  readonly rejected?: boolean;
}

const tableLimit = 50;

/** `ingest events`: the collections of the last 30 days; with `--rejected` the items that were refused, and why. */
export async function events(flags: EventsFlags): Promise<number> {
  const output = createOutput(flags);
  const { settings } = await loadSettings(flags);
  const now = systemClock().now();
  const query: EventQuery = {
    ...(flags.run === undefined ? {} : { runId: flags.run }),
    ...(flags.bySource === undefined ? {} : { source: flags.bySource }),
    ...(flags.since === undefined ? {} : { since: parsePoint('--since', flags.since, now) }),
    ...(flags.limit === undefined ? {} : { limit: parseLimit('--limit', flags.limit) }),
  };
  const shown = output.isJson ? query : { ...query, limit: query.limit ?? tableLimit };
  return withStoreAt(settings.store, async (store) => {
    if (flags.rejected) {
      const rejected = await all(store.reading.quarantine(shown));
      if (output.isJson) output.json(rejected.map((item) => ({ ...item, at: toIso(item.at) })));
      else for (const line of rejectedTable(rejected, now, output.out)) output.data(line);
    } else {
      const collections = await all(store.reading.events(shown));
      if (output.isJson) output.json(collections);
      else for (const line of eventsTable(collections, now, output.out)) output.data(line);
    }
    return exitCodes.ok;
  });
}

function eventsTable(events: readonly CollectionEvent[], now: number, { columns, paint }: Screen): string[] {
  const rows = events.map((event) => [
    ago(event.startedAt, now),
    event.isFailover ? `${event.source} (failover)` : event.source,
    event.outcome,
    `${event.itemCount}`,
    `${event.newItemCount}`,
    `${event.rejectedCount}`,
    seconds(event.durationMs),
    event.errorCode === undefined
      ? event.tickers.join(' ')
      : `${event.errorCode} ${escapeForTerminal(event.errorMessage ?? '')}`,
  ]);
  const titles = [
    { title: 'when', align: 'right' },
    { title: 'source' },
    { title: 'outcome' },
    { title: 'items', align: 'right' },
    { title: 'new', align: 'right' },
    { title: 'rejected', align: 'right' },
    { title: 'took', align: 'right' },
    { title: 'tickers or error', isFlexible: true },
  ] as const;
  return rows.length === 0 ? ['no collections'] : renderTable(titles, rows, columns, paint.ellipsis);
}

function rejectedTable(items: readonly QuarantinedItem[], now: number, { columns, paint }: Screen): string[] {
  const rows = items.map(({ at, source, reason, raw }) => [
    ago(toIso(at), now),
    source,
    escapeForTerminal(reason),
    escapeForTerminal(raw),
  ]);
  const titles = [
    { title: 'when', align: 'right' },
    { title: 'source' },
    { title: 'reason' },
    { title: 'item', isFlexible: true },
  ] as const;
  return rows.length === 0 ? ['nothing was rejected'] : renderTable(titles, rows, columns, paint.ellipsis);
}
