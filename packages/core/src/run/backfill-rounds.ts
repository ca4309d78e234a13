import type { CollectionResult } from '../collect/collection-types.js';
import type { Batching } from '../collect/plan-batches.js';
import type { EpochMs } from '../contracts/clock.js';
import type { Source, Window } from '../contracts/source.js';
import type { PageConclusion } from '../identity/page.js';
import type { Gap } from '../model/source-state.js';
import type { Ticker } from '../model/ticker.js';
import type { QuotaShare } from '../resilience/quota.js';
import { isUsable } from '../resilience/source-key.js';
import { fromIso, HOUR_MS, toIso } from '../time/instant.js';
import {
  backfillBatching,
  backfillName,
  gapMark,
  gapOfBatch,
  isGapOf,
  madeUpFor,
  plannedEnd,
  plannedGaps,
} from './backfill.js';
import { articlesPerTickerDay, type BackfillEstimate, estimateBackfill, estimateSample } from './backfill-estimate.js';
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
  /** Gaps of which a part was read in this run, by id. */
  private readonly begun = new Set<string>();

  constructor(options: BackfillOptions) {
    this.options = options;
    this.name = backfillName(options.reading, options.settings.tickers);
  }

  /** How its open gaps are asked for. */
  get batching(): Batching {
    const { batching, mode } = this.options.settings;
    return backfillBatching(batching, mode, (source) => this.gaps(source), this.complete);
  }

  /** The tickers that are still to be read, in the order in which they were asked for. */
  get tickers(): readonly Ticker[] {
    const open = new Set(this.gaps().flatMap(({ tickers }) => tickers));
    return this.options.settings.tickers.filter((ticker) => open.has(ticker));
  }

  /** Its open gaps, of one source or of all, in the order in which their tickers were asked for. */
  gaps(source?: string): readonly Gap[] {
    const { ledger, tickers } = this.options.settings;
    const place = ({ tickers: [first] }: Gap) => (first === undefined ? -1 : tickers.indexOf(first));
    const own = ledger.gaps(source).filter((gap) => isGapOf(this.name, gap));
    return own.sort((left, right) => place(left) - place(right));
  }

  /** The part of its time and tickers that is read, 0 to 1. */
  get readPart(): number {
    const { settings, reading } = this.options;
    const whole = settings.tickers.length * (reading.to - reading.from);
    const left = this.gaps().reduce(
      (sum, { tickers, from, to }) =>
        sum + tickers.length * (fromIso(to) - (from === null ? reading.from : fromIso(from))),
      0,
    );
    return whole === 0 ? 1 : Math.min(1, Math.max(0, 1 - left / whole));
  }

  gapOf(source: string, tickers: readonly Ticker[]): Gap | null {
    return gapOfBatch(this.gaps(source), tickers);
  }

  /**
   * Begins it, or goes on with what an earlier run left of it: then true. What has come since such a run is read as well; the
   * last hour is not worth a request for each batch, fresh reading has it.
   */
  async open(): Promise<boolean> {
    const { reading } = this.options;
    const ends = this.gaps().map((gap) => plannedEnd(this.name, gap) ?? reading.to);
    if (ends.length === 0) await this.plan(reading);
    else if (Math.max(...ends) + HOUR_MS < reading.to) await this.plan({ from: Math.max(...ends), to: reading.to });
    return ends.length > 0;
  }

  private async plan(stretch: { readonly from: EpochMs; readonly to: EpochMs }): Promise<void> {
    const { settings, newId, commit } = this.options;
    const { tickers, batching, clock, mode, sources } = settings;
    const facts = { backfill: this.mark, openedAt: toIso(clock.now()), newId };
    const planning = mode === 'parallel' ? sources.filter(isUsable) : [this.source];
    const openedGaps = planning.flatMap((source) =>
      plannedGaps(source, batching.plan(source, tickers), stretch, facts),
    );
    await commit({ openedGaps });
  }

  /** What a reading of it says that its rest belongs to. */
  get mark(): string {
    return gapMark(this.name, this.options.reading);
  }

  /** The window that a gap of it is a part of: where in the source's list its cursor is depends on both ends. */
  windowOf(gap: Gap): Window {
    const { from, to } = this.options.reading;
    return { from: gap.from === null ? from : fromIso(gap.from), to: plannedEnd(this.name, gap) ?? to };
  }

  /** What its open gaps take of the source that is asked first, by what the store knows of their tickers. */
  async estimate(share: QuotaShare): Promise<BackfillEstimate> {
    const { tickers, nextSource: source } = this;
    const { reading } = this.options.settings.store;
    const publishedAt: EpochMs[] = [];
    for await (const item of reading.items({ tickers, sources: [source.name], limit: estimateSample }))
      publishedAt.push(fromIso(item.publishedAt));
    return estimateBackfill(this.gaps(source.name), source, articlesPerTickerDay(publishedAt, tickers.length), share);
  }

  /** The first source that has something left to read. */
  get nextSource(): Source {
    const { sources } = this.options.settings;
    return sources.find((one) => isUsable(one) && this.gaps(one.name).length > 0) ?? this.source;
  }

  /** The first source that has its key. */
  private get source(): Source {
    const source = this.options.settings.sources.find(isUsable);
    // A run without a usable source does not come so far.
    if (source === undefined) throw new RangeError('a back-fill needs a source with its key');
    return source;
  }

  /** Whether a part of it was read in this run: then its tickers are answered, whatever becomes of the rest. */
  isBegun({ gapId }: Gap): boolean {
    return this.begun.has(gapId);
  }

  keep({ event, error, gaps }: CollectionResult, source: string, tickers: readonly Ticker[]): void {
    if (event.success) for (const { gapId } of gaps) this.begun.add(gapId);
    // A stretch that the source will not give is missing all the same; nobody can read on there.
    if (error !== null || gaps.some(({ backfill }) => backfill !== null)) return;
    const open = new Set(this.gaps(source).flatMap((gap) => gap.tickers));
    for (const ticker of tickers) if (!open.has(ticker)) this.complete.add(ticker);
  }

  /** After a round: closes what another source made up for. In `parallel` each one is to read all of it itself. */
  async endRound(): Promise<void> {
    if (this.options.settings.mode === 'parallel') return;
    const made = madeUpFor(this.gaps(), this.complete);
    if (made.length > 0) await this.options.commit({ closedGapIds: made.map(({ gapId }) => gapId) });
  }
}
