import type { CollectionResult } from '../collect/collect-batch.js';
import type { Batching } from '../collect/plan-batches.js';
import type { PageConclusion } from '../identity/place-page.js';
import type { Gap } from '../model/source-state.js';
import type { Ticker } from '../model/ticker.js';
import { toIso } from '../time/instant.js';
import { backfillBatching, backfillName, gapOfBatch, madeUpFor, plannedGaps } from './backfill.js';
import type { Reading } from './reading.js';
import type { IngestSettings } from './settings.js';

export interface BackfillOptions {
  readonly settings: IngestSettings;
  readonly reading: Reading & { readonly kind: 'range' };
  readonly newId: () => string;
  /** Stores what becomes of gaps. */
  readonly commit: (changes: Pick<Partial<PageConclusion>, 'openedGaps' | 'closedGapIds'>) => Promise<void>;
}

/**
 * A back-fill is the gaps that it has not read yet. They are in the store from the beginning, so that one that is killed goes
 * on where it stopped; it is done when none is left.
 */
export class BackfillRounds {
  /** By which its gaps are known. */
  readonly name: string;
  private readonly options: BackfillOptions;
  /** Tickers that a source read to the end. */
  private readonly complete = new Set<Ticker>();

  constructor(options: BackfillOptions) {
    this.options = options;
    this.name = backfillName(options.reading, options.settings.tickers);
  }

  /** How its open gaps are asked for. */
  get batching(): Batching {
    return backfillBatching(this.options.settings.batching, (source) => this.gaps(source));
  }

  /** The tickers that are still to be read, in the order in which they were asked for. */
  get tickers(): readonly Ticker[] {
    const open = new Set(this.gaps().flatMap(({ tickers }) => tickers));
    return this.options.settings.tickers.filter((ticker) => open.has(ticker));
  }

  /** Its open gaps, of one source or of all. */
  gaps(source?: string): readonly Gap[] {
    return this.options.settings.ledger.gaps(source).filter(({ backfill }) => backfill === this.name);
  }

  gapOf(source: string, tickers: readonly Ticker[]): Gap | null {
    return gapOfBatch(this.gaps(source), tickers);
  }

  /** Begins it, or goes on with what an earlier run left of it. */
  async open(): Promise<void> {
    const { settings, reading, newId, commit } = this.options;
    const { tickers, sources, batching, clock } = settings;
    const source = sources.find(({ credential }) => credential?.keyId !== null);
    if (source === undefined || this.gaps().length > 0) return;
    const facts = { backfill: this.name, openedAt: toIso(clock.now()), newId };
    await commit({ openedGaps: plannedGaps(source, batching.plan(source, tickers), reading, facts) });
  }

  keep({ error, gaps }: CollectionResult, tickers: readonly Ticker[]): void {
    // A stretch that the source will not give is missing all the same; nobody can read on there.
    const isWhole = error === null && gaps.every(({ backfill }) => backfill === null);
    if (isWhole) for (const ticker of tickers) this.complete.add(ticker);
  }

  /** After a round: closes what another source made up for. */
  async endRound(): Promise<void> {
    const made = madeUpFor(this.gaps(), this.complete);
    if (made.length > 0) await this.options.commit({ closedGapIds: made.map(({ gapId }) => gapId) });
  }
}
