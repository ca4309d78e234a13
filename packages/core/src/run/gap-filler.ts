import { type Elapsed, millisecondsBetween } from '../contracts/clock.js';
import type { Source } from '../contracts/source.js';
import type { IngestError } from '../errors/ingest-error.js';
import type { Gap } from '../model/source-state.js';
import { fromIso } from '../time/instant.js';
import type { AskedCollection } from './asked-collection.js';
import { fillableGaps } from './fillable-gaps.js';
import { shareOfGaps } from './quota-shares.js';
import type { IngestSettings } from './settings.js';

/** Below this part of its time a source is not asked for a gap any more: it would only be cut off. */
const leastTimeForGaps = 0.2;

export interface GapFilling {
  readonly settings: Pick<IngestSettings, 'ledger' | 'tickers' | 'clock' | 'batching'>;
  /** Sources that may be asked. */
  readonly sources: readonly Source[];
  /** Gaps that the run leaves, by id: what cannot be read now is added. */
  readonly left: Map<string, Gap>;
  /** When the run first asked a source; undefined for one that it did not. */
  readonly firstAskedAt: (source: string) => Elapsed | undefined;
  readonly collect: (source: Source, asked: AskedCollection) => Promise<{ readonly error: IngestError | null }>;
  readonly signal: AbortSignal;
}

/** Reads what earlier runs left unread, newest first, in what is left of each source's time. */
export async function fillGaps(filling: GapFilling): Promise<void> {
  // All are waited for, so that nothing is sent any more once the run goes on or gives its lease back.
  const ended = await Promise.allSettled(filling.sources.map((source) => fillGapsOf(source, filling)));
  const failed = ended.find((one) => one.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  filling.signal.throwIfAborted();
}

async function fillGapsOf(source: Source, filling: GapFilling): Promise<void> {
  const { left, signal, settings } = filling;
  const { ledger, tickers, clock, batching } = settings;
  // What this run has left itself is for the next one.
  const earlier = ledger.gaps(source.name).filter(({ gapId }) => !left.has(gapId));
  for (const { gap, tickers: wanted } of fillableGaps(earlier, tickers)) {
    const askedAt = filling.firstAskedAt(source.name) ?? clock.elapsed();
    const budgetMs = source.timeoutMs - millisecondsBetween(askedAt, clock.elapsed());
    if (budgetMs < source.timeoutMs * leastTimeForGaps) return leave(gap, left);
    if (batching.hasAnswers?.(source.name, wanted) === false) return leave(gap, left);
    const { error } = await filling.collect(source, {
      task: { level: 0, source: source.name, tickers: wanted, standsInFor: null },
      window: gap.from === null ? null : { from: fromIso(gap.from), to: fromIso(gap.to) },
      fills: gap,
      backfill: null,
      readBefore: null,
      share: shareOfGaps,
      budgetMs,
      signal,
    });
    if (error !== null) return leave(gap, left);
  }
}

/** A gap that could not be read now. */
function leave(gap: Gap, left: Map<string, Gap>): void {
  if (!left.has(gap.gapId)) left.set(gap.gapId, gap);
}
