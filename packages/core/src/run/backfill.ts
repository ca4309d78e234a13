import { hash } from 'node:crypto';
import type { Batching } from '../collect/plan-batches.js';
import type { EpochMs } from '../contracts/clock.js';
import type { Source } from '../contracts/source.js';
import type { Gap } from '../model/source-state.js';
import type { Ticker } from '../model/ticker.js';
import { parseInstant, toIso } from '../time/instant.js';
import type { Mode } from './modes.js';
import type { Reading } from './reading.js';

type Range = Reading & { readonly kind: 'range' };

/** How a back-fill is known in the store, so that the same command goes on with what a killed one left. */
export function backfillName(
  { from, to, name = `${toIso(from)}/${toIso(to)}` }: Range,
  tickers: readonly Ticker[],
): string {
  return `${name} ${hash('sha256', [...tickers].sort().join(' ')).slice(0, 8)}`;
}

/** What the gaps of a back-fill say that they belong to: its name, and where it has no end of its own up to where they reach. */
export function gapMark(name: string, { to, isOpenEnded = false }: Pick<Range, 'to' | 'isOpenEnded'>): string {
  return isOpenEnded ? `${name} ${toIso(to)}` : name;
}

export function isGapOf(name: string, { backfill }: Pick<Gap, 'backfill'>): boolean {
  return backfill === name || backfill?.startsWith(`${name} `) === true;
}

/** Up to where a gap of an open-ended back-fill was planned to reach; null for one of another. */
export function plannedEnd(name: string, { backfill }: Pick<Gap, 'backfill'>): EpochMs | null {
  return backfill === null || backfill === name ? null : parseInstant(backfill.slice(name.length + 1));
}

/** What a back-fill has to read before any of it is read: one gap for each batch of a source. */
export function plannedGaps(
  source: Source,
  batches: readonly (readonly Ticker[])[],
  { from, to }: Pick<Range, 'from' | 'to'>,
  facts: { readonly backfill: string; readonly openedAt: string; readonly newId: () => string },
): readonly Gap[] {
  const { newId, ...rest } = facts;
  return batches.map((tickers) => ({
    gapId: newId(),
    source: source.name,
    tickers: [...tickers],
    from: toIso(from),
    to: toIso(to),
    cursor: null,
    ...rest,
  }));
}

/**
 * Asks for the open gaps of a back-fill as they were batched, and for other tickers as ever, unless they are `complete`: nobody
 * has to stand in for those any more. In `parallel` each source reads its own gaps and nothing else.
 */
export function backfillBatching(
  base: Batching,
  mode: Mode,
  gapsOf: (source: string) => readonly Gap[],
  complete: ReadonlySet<Ticker>,
): Batching {
  return {
    ...base,
    plan(source, tickers) {
      const wanted = new Set(tickers);
      const batches = gapsOf(source.name).flatMap((gap) => {
        const isWhole = gap.tickers.every((ticker) => wanted.has(ticker));
        if (isWhole) for (const ticker of gap.tickers) wanted.delete(ticker);
        return isWhole ? [gap.tickers] : [];
      });
      if (mode === 'parallel') return batches;
      return [
        ...batches,
        ...base.plan(
          source,
          tickers.filter((ticker) => wanted.has(ticker) && !complete.has(ticker)),
        ),
      ];
    },
  };
}

/** The open gap of exactly these tickers. */
export function gapOfBatch(gaps: readonly Gap[], tickers: readonly Ticker[]): Gap | null {
  const isSame = (gap: Gap) =>
    gap.tickers.length === tickers.length && gap.tickers.every((ticker) => tickers.includes(ticker));
  return gaps.find(isSame) ?? null;
}

/**
 * Gaps whose tickers another source has read to the end meanwhile: nothing is missing there any more. What its source has begun
 * to read stays, as in a run: the source has news there, and what is left of it is known.
 */
export function madeUpFor(gaps: readonly Gap[], complete: ReadonlySet<Ticker>): readonly Gap[] {
  return gaps.filter(({ tickers, cursor }) => cursor === null && tickers.every((ticker) => complete.has(ticker)));
}
