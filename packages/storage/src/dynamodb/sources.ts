import { compareText, type Gap, type SourceState, type StateStore, type Ticker, type Watermark } from '@ingest/core';
import type { Connection } from './connection.js';
import { bodyOf, rowOf } from './row.js';
import type { Table } from './table.js';
import type { Writes } from './writes.js';

/** All that is known of how far a source was read: one row, so that a commit writes one and a run reads one. */
export interface KeptSource {
  readonly source: string;
  /** Of the commit that changed it last; null: it is not there yet. */
  readonly version: number | null;
  readonly state: SourceState | null;
  readonly watermarks: Readonly<Record<Ticker, string>>;
  readonly gaps: readonly Gap[];
}

export async function readSources(table: Table): Promise<ReadonlyMap<string, KeptSource>> {
  const rows = await table.queryAll('SRC');
  return new Map(rows.map((row) => [row.sk, { ...bodyOf<KeptSource>(row), version: Number(row.version) }]));
}

/** A source of which nothing is known. */
export function newSource(source: string): KeptSource {
  return { source, version: null, state: null, watermarks: {}, gaps: [] };
}

/** In the place of what was read of it: a commit that others made may be seen in one row and not yet in another. */
export function writeSource(writes: Writes, { version: before, ...source }: KeptSource, version: number): void {
  writes.put(rowOf({ pk: 'SRC', sk: source.source }, source, { version }), before);
}

export function stateRoom(connection: Connection): StateStore {
  const read = async (attempted: string) => [...(await connection.snapshot(attempted, readSources)).values()];
  return {
    async sources() {
      const states = (await read('read the state of the sources')).flatMap(({ state }) => state ?? []);
      return states.sort((left, right) => compareText(left.source, right.source));
    },
    async watermarks(source) {
      const kept = (await read(`read how far ${source} was read`)).find((one) => one.source === source);
      return (kept === undefined ? [] : watermarksOf(kept)).sort((left, right) =>
        compareText(left.ticker, right.ticker),
      );
    },
    async gaps(source) {
      const gaps = (await read('read the open gaps')).flatMap((one) => one.gaps);
      return gaps
        .filter((gap) => source === undefined || gap.source === source)
        .sort(
          (left, right) =>
            compareText(right.to, left.to) ||
            compareText(right.openedAt, left.openedAt) ||
            compareText(right.gapId, left.gapId),
        );
    },
  };
}

export function watermarksOf({ source, watermarks }: KeptSource): Watermark[] {
  return Object.entries(watermarks).map(([ticker, readUpTo]) => ({ source, ticker: ticker as Ticker, readUpTo }));
}
