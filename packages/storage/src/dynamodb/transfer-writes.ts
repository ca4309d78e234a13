import { IngestError, type TransferPage, type TransferPart } from '@ingest/core';
import { addDelivery } from './delivery-rows.js';
import { addEvents, addRejected, type Kept } from './events.js';
import { readOpenIncidents, readResolvedIncidents, writeIncidents } from './incidents.js';
import { registerRow } from './registers.js';
import { type KeptSource, newSource, readSources, writeSource } from './sources.js';
import type { Table } from './table.js';
import { writeMovedStories } from './transfer-stories.js';
import { Writes } from './writes.js';

/** What a page that is moved writes. STORE_CONFLICT when one of its rows is there already. */
export async function movedWrites(table: Table, page: TransferPage, kept: Kept): Promise<Writes> {
  const writes = new Writes();
  await addPage(table, writes, page, kept);
  const made = writes.all.flatMap((write) => (write.kind === 'put' && write.replaces === null ? [write.row] : []));
  for (const key of (await table.getAll(made)).keys()) throw isThere(page, key);
  return writes;
}

type PageOf<Part extends TransferPart> = Extract<TransferPage, { readonly part: Part }>;

async function addPage(table: Table, writes: Writes, page: TransferPage, kept: Kept): Promise<void> {
  switch (page.part) {
    case 'stories':
      return writeMovedStories(writes, page.rows, kept.version);
    case 'pruned':
      for (const { events } of page.rows) writes.events += events;
      return;
    case 'events':
      return addEvents(table, writes, page.rows, kept);
    case 'quarantine':
      for (const [index, item] of page.rows.entries()) addRejected(writes, item, index, kept);
      return;
    case 'deliveries':
      for (const { claim, ...delivery } of page.rows) addDelivery(writes, { delivery, claim });
      return;
    case 'incidents':
      return addIncidents(table, writes, page, kept.version);
    case 'registers':
      for (const { name, value } of page.rows) writes.put(registerRow(name, value), null);
      return;
    case 'sources':
    case 'watermarks':
    case 'gaps':
      return addToSources(table, writes, page, kept.version);
    default:
      return page satisfies never;
  }
}

/** Open and resolved ones stand apart: one is new when it is in neither place. */
async function addIncidents(table: Table, writes: Writes, page: PageOf<'incidents'>, version: number): Promise<void> {
  const open = await readOpenIncidents(table);
  const known = new Set(
    [...open.incidents, ...(await readResolvedIncidents(table))].map(({ incidentId }) => incidentId),
  );
  for (const { incidentId } of page.rows) if (known.has(incidentId)) throw isThere(page, incidentId);
  writeIncidents(writes, open, page.rows, version);
}

/** All that is known of a source is one row, and each part adds to it. */
async function addToSources(
  table: Table,
  writes: Writes,
  page: PageOf<'sources' | 'watermarks' | 'gaps'>,
  version: number,
): Promise<void> {
  const before = await readSources(table);
  const after = new Map(before);
  const gapIds = new Set([...before.values()].flatMap(({ gaps }) => gaps.map(({ gapId }) => gapId)));
  const add = (
    source: string,
    isKnown: (kept: KeptSource) => boolean,
    how: (kept: KeptSource) => Partial<KeptSource>,
  ) => {
    const kept = after.get(source) ?? newSource(source);
    if (isKnown(kept)) throw isThere(page, source);
    after.set(source, { ...kept, ...how(kept) });
  };
  switch (page.part) {
    case 'sources':
      for (const state of page.rows)
        add(
          state.source,
          (kept) => kept.state !== null,
          () => ({ state }),
        );
      break;
    case 'watermarks':
      for (const { source, ticker, readUpTo } of page.rows)
        add(
          source,
          ({ watermarks }) => ticker in watermarks,
          ({ watermarks }) => ({ watermarks: { ...watermarks, [ticker]: readUpTo } }),
        );
      break;
    case 'gaps':
      for (const gap of page.rows)
        add(
          gap.source,
          () => gapIds.has(gap.gapId),
          ({ gaps }) => ({ gaps: [...gaps, gap] }),
        );
      break;
    default:
      page satisfies never;
  }
  for (const [source, kept] of after) if (kept !== before.get(source)) writeSource(writes, kept, version);
}

function isThere({ part }: TransferPage, name: string): IngestError {
  return new IngestError('STORE_CONFLICT', `could not write ${part}: ${name} is there already`);
}
