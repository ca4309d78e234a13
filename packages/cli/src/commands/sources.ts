import {
  DAY_MS,
  type EpochMs,
  type Gap,
  IngestError,
  type Register,
  type SourceCollisions,
  type SourceState,
  systemClock,
} from '@ingest/core';
import { composeSources, openStore, redactorOf } from '../compose.js';
import { loadSettings, type SettingFlags } from '../config/load.js';
import type { ChosenStore } from '../extensions/extensions.js';
import { createOutput, type OutputOptions } from '../output.js';
import { collisionLines } from '../render/collision-lines.js';
import { breakerCell, lastSuccessCell, quotaCell } from '../render/source-cells.js';
import { renderTable } from '../render/table.js';
import { count } from '../render/time.js';
import { sourceRow } from '../source-row.js';

export interface SourcesFlags extends SettingFlags, OutputOptions {}

/** Collisions are counted over stories that were published in this time: as long as events are kept. */
const collisionsMs = 30 * DAY_MS;

/** `ingest sources`: the chain in its order, and what the store knows of each source. */
export async function sources(flags: SourcesFlags): Promise<number> {
  const output = createOutput(flags);
  const loaded = await loadSettings(flags);
  const chain = await composeSources(loaded.settings.sources, loaded, redactorOf(loaded), () => fetch);
  const now = systemClock().now();
  const { states, gaps, registers, collisions } = await readState(loaded.settings.store, now - collisionsMs);
  const rows = chain.map((source, index) => ({
    ...sourceRow(source, index + 1, { states, gaps, registers }, now),
    collisions: collisions
      .filter(({ later }) => later === source.name)
      .map(({ first, stories }) => ({ first, stories })),
  }));
  if (output.isJson) {
    output.json(rows);
    return 0;
  }
  const { paint, isTty } = output.out;
  // A pipe has no width, and whoever reads it wants all of the base url.
  const columns = isTty ? output.out.columns : Number.POSITIVE_INFINITY;
  const cells = rows.map((row) => [
    String(row.priority),
    row.source,
    row.key,
    lastSuccessCell(row, paint, now),
    row.lastOutcome === null ? paint.dash : [row.lastOutcome, row.lastErrorCode ?? ''].join(' ').trim(),
    breakerCell(row, paint, now),
    String(row.failedRuns),
    quotaCell(row, paint),
    row.gaps.length === 0 ? paint.dash : count(row.gaps.length, 'gap', 'gaps'),
    row.baseUrl,
  ]);
  const titles = [
    { title: '#', align: 'right' },
    { title: 'source' },
    { title: 'key' },
    { title: 'last success' },
    { title: 'last outcome' },
    { title: 'breaker' },
    { title: 'failed runs', align: 'right' },
    { title: 'quota' },
    { title: 'gaps' },
    { title: 'base url', isFlexible: true },
  ] as const;
  for (const line of renderTable(titles, cells, columns, paint.ellipsis)) output.data(line);
  for (const line of collisionLines(collisions, output.out)) output.data(line);
  return 0;
}

interface Known {
  readonly states: readonly SourceState[];
  readonly gaps: readonly Gap[];
  readonly registers: readonly Register[];
  readonly collisions: readonly SourceCollisions[];
}

const nothing: Known = { states: [], gaps: [], registers: [], collisions: [] };

/** A store that is not there yet knows nothing. */
async function readState(chosen: ChosenStore, since: EpochMs): Promise<Known> {
  try {
    const store = await openStore(chosen, false);
    try {
      return {
        states: await store.state.sources(),
        gaps: await store.state.gaps(),
        registers: await store.registers.list(''),
        collisions: await store.reading.collisions(since),
      };
    } finally {
      await store.close();
    }
  } catch (error) {
    if (IngestError.is(error) && error.code === 'STORE_UNAVAILABLE') return nothing;
    throw error;
  }
}
