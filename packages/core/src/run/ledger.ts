import type { EndedCollection } from '../collect/collect-batch.js';
import type { Source } from '../contracts/source.js';
import type { StateStore } from '../contracts/store.js';
import type { PageConclusion } from '../identity/place-page.js';
import type { CollectionEvent } from '../model/collection-event.js';
import type { SourceState, Watermark } from '../model/source-state.js';
import type { Ticker } from '../model/ticker.js';
import { fromIso, toIso } from '../time/instant.js';

/** What the past means for the next collection, as far as this run knows it. A replay keeps one for all its files. */
export class Ledger {
  private readonly states = new Map<string, SourceState>();
  private readonly watermarks = new Map<string, Watermark>();

  /** Reads what the store knows of the sources. */
  async load(store: StateStore, sources: readonly Source[]): Promise<void> {
    for (const state of await store.sources()) this.states.set(`${state.source} ${state.keyId}`, state);
    for (const { name } of sources) {
      for (const watermark of await store.watermarks(name)) this.keepWatermark(watermark);
    }
  }

  /** What a collection leaves behind. Pure: nothing is kept before {@link Ledger.keep}. */
  conclude({ source, event, newestAt }: EndedCollection): Pick<PageConclusion, 'state' | 'watermarks'> {
    const before = this.states.get(stateKey(source)) ?? firstState(source);
    const state = nextState(before, event);
    const readUpTo = newestAt === null ? null : toIso(newestAt);
    const watermarks =
      event.success && readUpTo !== null ? this.advanced(source.name, event.tickers as Ticker[], readUpTo) : [];
    return { state, watermarks };
  }

  keep({ state, watermarks }: PageConclusion): void {
    if (state !== null) this.states.set(`${state.source} ${state.keyId}`, state);
    for (const watermark of watermarks) this.keepWatermark(watermark);
  }

  /** The watermarks that move: one never goes back. */
  private advanced(source: string, tickers: readonly Ticker[], readUpTo: string): readonly Watermark[] {
    return tickers
      .filter((ticker) => (this.watermarks.get(`${source} ${ticker}`)?.readUpTo ?? '') < readUpTo)
      .map((ticker) => ({ source, ticker, readUpTo }));
  }

  private keepWatermark(watermark: Watermark): void {
    this.watermarks.set(`${watermark.source} ${watermark.ticker}`, watermark);
  }
}

/** A run that was stopped says nothing of its sources; silence where there should be news is no success, and no failure. */
function nextState(before: SourceState, event: CollectionEvent): SourceState {
  if (event.errorCode === 'ABORTED') return before;
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
    consecutiveFailures: before.consecutiveFailures + 1,
  };
}

/** A source without keys has one state all the same. */
const noKey = '-';

function stateKey(source: Source): string {
  return `${source.name} ${source.credential?.keyId ?? noKey}`;
}

function firstState(source: Source): SourceState {
  return {
    source: source.name,
    keyId: source.credential?.keyId ?? noKey,
    lastOutcome: 'skipped',
    lastSuccessAt: null,
    lastFailureAt: null,
    lastErrorCode: null,
    consecutiveFailures: 0,
  };
}
