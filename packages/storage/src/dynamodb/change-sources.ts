import type { PageConclusion, SourceState } from '@ingest/core';
import { type KeptSource, newSource } from './sources.js';

type Change = Pick<PageConclusion, 'state' | 'watermarks' | 'openedGaps' | 'closedGapIds'>;

/** The sources that a conclusion changes, each as it is afterwards. */
export function changedSources(
  before: ReadonlyMap<string, KeptSource>,
  { state, watermarks, openedGaps, closedGapIds }: Change,
): readonly KeptSource[] {
  const after = new Map(before);
  const change = (source: string, how: (kept: KeptSource) => Partial<KeptSource>) => {
    const kept = after.get(source) ?? newSource(source);
    after.set(source, { ...kept, ...how(kept) });
  };
  // One that is opened again takes the place of the one that is there, whichever source that is of.
  const gone = new Set([...closedGapIds, ...openedGaps.map(({ gapId }) => gapId)]);
  for (const { source, gaps } of before.values())
    if (gaps.some(({ gapId }) => gone.has(gapId)))
      change(source, () => ({ gaps: gaps.filter(({ gapId }) => !gone.has(gapId)) }));
  for (const gap of openedGaps) change(gap.source, ({ gaps }) => ({ gaps: [...gaps, gap] }));
  if (state !== null) change(state.source, (kept) => ({ state: afterwards(kept.state, state) }));
  for (const { source, ticker, readUpTo } of watermarks)
    change(source, (kept) => ({ watermarks: { ...kept.watermarks, [ticker]: readUpTo } }));
  return [...after.values()].filter((kept) => kept !== before.get(kept.source));
}

/** The state that is kept once another is given: with one key its instants never go back. */
function afterwards(before: SourceState | null, given: SourceState): SourceState {
  if (before === null || before.keyId !== given.keyId) return given;
  const later = (one: string | null, other: string | null) => (one !== null && one > (other ?? '') ? one : other);
  return {
    ...given,
    lastSuccessAt: later(before.lastSuccessAt, given.lastSuccessAt),
    lastFailureAt: later(before.lastFailureAt, given.lastFailureAt),
  };
}
