import type { EndedCollection } from '../collect/collection-types.js';
import type { EpochMs } from '../contracts/clock.js';
import type { Incident } from '../contracts/incidents.js';
import type { RegisterStore } from '../contracts/registers.js';
import type { Source } from '../contracts/source.js';
import type { StateStore } from '../contracts/store.js';
import { dispositionOf } from '../errors/codes.js';
import type { PageConclusion } from '../identity/page.js';
import type { CollectionEvent } from '../model/collection-event.js';
import type { Gap, SourceState, Watermark } from '../model/source-state.js';
import type { Ticker } from '../model/ticker.js';
import { localRegisters } from '../resilience/local-registers.js';
import { mayConcernTicker } from '../resilience/refused-ticker.js';
import { keyIdOf } from '../resilience/source-key.js';
import { compareText } from '../text/compare-text.js';
import { fromIso, toIso } from '../time/instant.js';

/** What the past means for the next collection, as far as this run knows it. A replay keeps one for all its files. */
export class Ledger {
  private readonly states = new Map<string, SourceState>();
  private readonly watermarks = new Map<string, Watermark>();
  private readonly openGaps = new Map<string, Gap>();
  /** Breakers and quotas of a run that shares none with other processes. */
  readonly registers: RegisterStore = localRegisters();
  /** Those of a replay, by id. */
  readonly incidents = new Map<string, Incident>();
  /** How each source did in the run that is going on: a failure counts once, and not at all once the source answered. */
  private readonly inThisRun = new Map<string, { readonly runId: string; readonly answered: boolean }>();

  /** Reads what the store knows of the sources. */
  async load(store: StateStore, sources: readonly Source[]): Promise<void> {
    for (const state of await store.sources()) this.states.set(`${state.source} ${state.keyId}`, state);
    this.openGaps.clear();
    for (const { name } of sources) {
      for (const watermark of await store.watermarks(name)) this.keepWatermark(watermark);
      for (const gap of await store.gaps(name)) this.openGaps.set(gap.gapId, gap);
    }
  }

  /** How the sources stand. */
  get sources(): readonly SourceState[] {
    return [...this.states.values()];
  }

  /** Up to where a source was read for each ticker; null for one that it never was. */
  marks(source: string, tickers: readonly Ticker[]): readonly (EpochMs | null)[] {
    return tickers.map((ticker) => {
      const mark = this.watermarks.get(`${source} ${ticker}`);
      return mark === undefined ? null : fromIso(mark.readUpTo);
    });
  }

  /** Open gaps, of one source or of all, the newest stretch of news first. */
  gaps(source?: string): readonly Gap[] {
    return [...this.openGaps.values()]
      .filter((gap) => source === undefined || gap.source === source)
      .sort((left, right) =>
        left.to === right.to ? compareText(right.gapId, left.gapId) : compareText(right.to, left.to),
      );
  }

  /** What a collection leaves behind. Pure: nothing is kept before {@link Ledger.keep}. */
  conclude(ended: EndedCollection): Pick<PageConclusion, 'state' | 'watermarks'> {
    const { source, event } = ended;
    // A back-fill may go on for hours beside fresh runs: it must not write back what it knew when it began.
    if (ended.reading === 'range') return { state: null, watermarks: [] };
    const key = stateKey(source);
    const before = this.states.get(key) ?? firstState(source);
    const inRun = this.inThisRun.get(key);
    const isFirst = inRun?.runId !== event.runId;
    // A ticker that is refused beside others that are answered says nothing of the source.
    const isOfTicker = !isFirst && inRun.answered && isRefusedTicker(source, event);
    const state = isOfTicker ? before : nextState(before, event, isFirst);
    return { state, watermarks: this.advanced(ended) };
  }

  /** Keeps what a collection concluded, once it is stored. */
  keep({ event, state, watermarks, openedGaps, closedGapIds }: PageConclusion): void {
    for (const gapId of closedGapIds) this.openGaps.delete(gapId);
    for (const gap of openedGaps) this.openGaps.set(gap.gapId, gap);
    if (state !== null) {
      const key = `${state.source} ${state.keyId}`;
      this.states.set(key, state);
      if (event !== null && (event.success || isCounted(event))) {
        const before = this.inThisRun.get(key);
        const answered = event.success || (before?.runId === event.runId && before.answered);
        this.inThisRun.set(key, { runId: event.runId, answered });
      }
    }
    for (const watermark of watermarks) this.keepWatermark(watermark);
  }

  /**
   * The watermarks that move. One never goes back, and never jumps over a stretch that was not read: a range says nothing of
   * what lies before it, nor does a fresh reading that began later than the watermark.
   */
  private advanced({ source, event, window, newestAt, fills }: EndedCollection): readonly Watermark[] {
    if (!event.success || newestAt === null || fills !== null) return [];
    const readUpTo = toIso(newestAt);
    const readFrom = window === null ? '' : toIso(window.from);
    return event.tickers.flatMap((ticker) => {
      const before = this.watermarks.get(`${source.name} ${ticker}`)?.readUpTo;
      const moves = before === undefined || (before >= readFrom && before < readUpTo);
      return moves ? [{ source: source.name, ticker, readUpTo }] : [];
    });
  }

  private keepWatermark(watermark: Watermark): void {
    this.watermarks.set(`${watermark.source} ${watermark.ticker}`, watermark);
  }
}

/** A run that was stopped says nothing of its sources; silence where there should be news is no success, and no failure. */
function nextState(before: SourceState, event: CollectionEvent, counts: boolean): SourceState {
  if (event.errorCode === 'ABORTED') return before;
  // Nothing was sent: that says nothing of the source.
  if (event.requests === 0) return { ...before, lastOutcome: event.outcome };
  const endedAt = toIso(fromIso(event.startedAt) + event.durationMs);
  const lastOutcome = event.outcome;
  if (event.outcome === 'suspicious') return { ...before, lastOutcome };
  if (event.success)
    return { ...before, lastOutcome, lastSuccessAt: endedAt, lastErrorCode: null, consecutiveFailures: 0 };
  return {
    ...before,
    lastOutcome,
    lastFailureAt: endedAt,
    lastErrorCode: event.errorCode ?? null,
    consecutiveFailures: before.consecutiveFailures + (counts && isCounted(event) ? 1 : 0),
  };
}

function isRefusedTicker(source: Source, { success, errorCode }: CollectionEvent): boolean {
  return !success && errorCode !== undefined && mayConcernTicker(source, errorCode);
}

/** A limit of the plan says nothing about the source’s health. */
function isCounted({ errorCode }: CollectionEvent): boolean {
  return errorCode !== undefined && dispositionOf(errorCode).breaker !== 'untouched';
}

function stateKey(source: Source): string {
  return `${source.name} ${keyIdOf(source)}`;
}

function firstState(source: Source): SourceState {
  return {
    source: source.name,
    keyId: keyIdOf(source),
    lastOutcome: 'skipped',
    lastSuccessAt: null,
    lastFailureAt: null,
    lastErrorCode: null,
    consecutiveFailures: 0,
  };
}
