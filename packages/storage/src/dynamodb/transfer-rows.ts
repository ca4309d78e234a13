import { compareText, DAY_MS, type TransferPart, type TransferRows } from '@ingest/core';
import { filedStories } from './day-index.js';
import { readDeliveries } from './delivery-rows.js';
import { inOrderKept } from './events.js';
import { readHead } from './head.js';
import { readOpenIncidents, readResolvedIncidents } from './incidents.js';
import { readRegisters } from './registers.js';
import { fromInstantText } from './row.js';
import { readSources, watermarksOf } from './sources.js';
import { readStories } from './story.js';
import type { Table } from './table.js';
import { movedStory } from './transfer-stories.js';

/** All rows of a part in the order in which they are moved: how many there are, and those between two places. */
export interface PartRows<Row> {
  readonly count: number;
  between(start: number, end: number): Promise<readonly Row[]>;
}

type Readers = { readonly [Part in TransferPart]: (table: Table) => Promise<PartRows<TransferRows[Part]>> };

/** Of stories only the keys are kept in memory; of the rest there is as much as a month leaves. */
export const partReaders: Readers = {
  async stories(table) {
    const days = (await table.queryAll('DAYS')).map(({ sk }) => fromInstantText(sk) / DAY_MS);
    const keys = await filedStories(table, days);
    return {
      count: keys.length,
      async between(start, end) {
        const asked = keys.slice(start, end);
        const read = await readStories(table, asked);
        return asked.flatMap((key) => {
          const story = read.get(key)?.story;
          return story === undefined ? [] : [movedStory(story)];
        });
      },
    };
  },
  async pruned(table) {
    const stored = await inOrderKept(table, 'event');
    const events = ((await readHead(table))?.events ?? 0) - stored.length;
    return held(events === 0 ? [] : [{ events }]);
  },
  events: async (table) => held(await inOrderKept(table, 'event')),
  quarantine: async (table) => held(await inOrderKept(table, 'rejected')),
  async deliveries(table) {
    const all = (await readDeliveries(table, {})).map(({ delivery, claim }) => ({ ...delivery, claim }));
    return byName(all, ({ eventId, sink }) => [eventId, sink]);
  },
  async incidents(table) {
    const all = [...(await readOpenIncidents(table)).incidents, ...(await readResolvedIncidents(table))];
    return byName(all, ({ incidentId }) => [incidentId]);
  },
  async sources(table) {
    const all = [...(await readSources(table)).values()].flatMap(({ state }) => state ?? []);
    return byName(all, ({ source }) => [source]);
  },
  async watermarks(table) {
    const all = [...(await readSources(table)).values()].flatMap(watermarksOf);
    return byName(all, ({ source, ticker }) => [source, ticker]);
  },
  async gaps(table) {
    const all = [...(await readSources(table)).values()].flatMap(({ gaps }) => gaps);
    return byName(all, ({ gapId }) => [gapId]);
  },
  registers: async (table) => held(await readRegisters(table, '')),
};

function held<Row>(all: readonly Row[]): PartRows<Row> {
  return { count: all.length, between: async (start, end) => all.slice(start, end) };
}

function byName<Row>(all: readonly Row[], nameOf: (row: Row) => readonly string[]): PartRows<Row> {
  const named = all.map((row) => ({ row, name: nameOf(row) }));
  named.sort(({ name: left }, { name: right }) => {
    const at = left.findIndex((text, index) => text !== right[index]);
    return compareText(left[at] ?? '', right[at] ?? '');
  });
  return held(named.map(({ row }) => row));
}
