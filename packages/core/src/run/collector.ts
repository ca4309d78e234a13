import { collectBatch } from '../collect/collect-batch.js';
import type { CollectionResult } from '../collect/collection-types.js';
import { sourceMemory } from '../collect/source-memory.js';
import type { Elapsed, EpochMs } from '../contracts/clock.js';
import type { RegisterStore } from '../contracts/registers.js';
import type { Source } from '../contracts/source.js';
import type { IngestError } from '../errors/ingest-error.js';
import type { CollectionEvent } from '../model/collection-event.js';
import type { Gap } from '../model/source-state.js';
import type { Ticker } from '../model/ticker.js';
import type { Breaker } from '../resilience/breaker.js';
import { wholeQuota } from '../resilience/quota.js';
import { endsOf } from '../resilience/refused-ticker.js';
import { isUsable } from '../resilience/source-key.js';
import { toIso } from '../time/instant.js';
import type { AskedCollection } from './asked-collection.js';
import { BackfillRounds } from './backfill-rounds.js';
import { Committer } from './committer.js';
import { fillGaps } from './gap-filler.js';
import type { LeaseKeeper } from './lease-keeper.js';
import { OffRequest } from './off-request.js';
import { shareOfOldNews } from './quota-shares.js';
import { type Reading, readBefore, windowOf } from './reading.js';
import type { IngestSettings } from './settings.js';
import { SourceGuards, settleCollection } from './source-guards.js';
import type { Task } from './walk.js';

/** What a collection came to, and what that means for its source in this run. */
export interface Collected extends CollectionResult {
  readonly isProbe: boolean;
  /** Why the source is not asked again although the collection did not fail; null when it is. */
  readonly ends: IngestError | null;
}

export interface CollectorOptions {
  readonly settings: IngestSettings;
  readonly runId: string;
  readonly startedAt: EpochMs;
  readonly lease: LeaseKeeper;
  readonly registers: RegisterStore;
  readonly signal: AbortSignal;
}

/** Makes the collections of one run, and keeps what they came to. */
export class Collector {
  readonly collections: CollectionEvent[] = [];
  /** Gaps that this run left, by id. */
  readonly gaps = new Map<string, Gap>();
  private readonly offRequest = new OffRequest();
  private readonly options: CollectorOptions;
  private backfill: BackfillRounds | null = null;
  private readonly guards: SourceGuards;
  private readonly firstAskedAt = new Map<string, Elapsed>();
  private readonly committer: Committer;

  constructor(options: CollectorOptions) {
    this.options = options;
    this.committer = new Committer({ ...options, onStored: () => this.tellProgress() });
    this.guards = new SourceGuards(options);
  }

  /** Reads how the sources stand before any is asked. */
  async load(): Promise<void> {
    await this.guards.load();
  }

  /** Deliveries that were committed. */
  get queued(): number {
    return this.committer.queued;
  }

  /** What people should know beside. */
  get warnings(): readonly string[] {
    return [...this.offRequest.warnings, ...this.committer.warnings];
  }

  /** Tickers that a source refused in a way that concerned their batch alone. */
  get refusedTickers(): ReadonlySet<Ticker> {
    const { sources } = this.options.settings;
    const isRefusal = ({ source: name, requests, errorCode }: CollectionEvent) => {
      const source = sources.find((one) => one.name === name);
      return source !== undefined && errorCode !== undefined && requests > 0 && endsOf(source, errorCode) === 'batch';
    };
    return new Set(this.collections.filter(isRefusal).flatMap(({ tickers }) => tickers));
  }

  breakerOf(source: string): Breaker['kind'] {
    return this.guards.of(source).breaker.kind;
  }

  /** One collection of tickers as the run asks for them. */
  async collect(source: Source, task: Task, budgetMs: number, signal: AbortSignal) {
    const { reading, ledger } = this.options.settings;
    const marks = ledger.marks(source.name, task.tickers);
    const window = windowOf(reading, source, task.tickers, marks, this.options.startedAt);
    const asked = { task, budgetMs, signal };
    if (this.backfill === null)
      return this.collectBatch(source, {
        ...asked,
        window,
        fills: null,
        backfill: null,
        // Only what was read from watermark to watermark is known to be whole below it.
        readBefore: reading.kind === 'new' || reading.kind === 'given' ? readBefore(marks) : null,
        share: reading.kind === 'range' ? shareOfOldNews : wholeQuota,
      });
    const fills = this.backfill.gapOf(source.name, task.tickers);
    const result = await this.collectBatch(source, {
      ...asked,
      window: fills === null ? window : this.backfill.windowOf(fills),
      fills,
      backfill: fills?.backfill ?? this.backfill.mark,
      readBefore: null,
      share: shareOfOldNews,
    });
    // As if the time had run out in the round before, after its whole pages.
    const isOutOfTime = result.error?.code === 'TIMEOUT' && fills !== null && this.backfill.isBegun(fills);
    this.backfill.keep(result, source.name, task.tickers);
    return isOutOfTime ? { ...result, goesOn: false, ends: result.error } : result;
  }

  /** Begins a back-fill, or goes on with what an earlier run left of it: what is collected from now on belongs to it. */
  async openBackfill(reading: Reading & { readonly kind: 'range' }): Promise<BackfillRounds> {
    const { settings } = this.options;
    const rounds = new BackfillRounds({
      settings,
      reading,
      newId: () => this.committer.newId(),
      commit: (changes) => this.committer.changeGaps(changes),
    });
    const isResumed = await rounds.open();
    const { clock, onEvent } = settings;
    const range = { from: toIso(reading.from), to: toIso(reading.to) };
    const estimate = await rounds.estimate(shareOfOldNews);
    const facts = { source: rounds.nextSource.name, tickers: rounds.tickers, ...range, isResumed, ...estimate };
    onEvent({ type: 'backfill:started', runId: this.options.runId, at: toIso(clock.now()), ...facts });
    this.backfill = rounds;
    return rounds;
  }

  /** Ends a round of the back-fill; its gaps that are left are what the run leaves. */
  async endBackfillRound(rounds: BackfillRounds): Promise<void> {
    await rounds.endRound();
    for (const gap of [...this.gaps.values()]) if (gap.backfill !== null) this.gaps.delete(gap.gapId);
    for (const gap of rounds.gaps()) this.gaps.set(gap.gapId, gap);
  }

  /**
   * Reads what earlier runs left unread, newest first: only of sources that answered in this run, in what is
   * left of their time, and never with the last of their quota.
   */
  async fillGaps(mayBeAsked: (source: string) => boolean): Promise<void> {
    const { settings, signal } = this.options;
    await fillGaps({
      settings,
      sources: settings.sources.filter(({ name }) => mayBeAsked(name) && this.hasAnswered(name)),
      left: this.gaps,
      firstAskedAt: (source) => this.firstAskedAt.get(source),
      collect: (source, asked) => this.collectBatch(source, asked),
      signal,
    });
  }

  /** The run is over: tells each breaker whether its source failed in it. `isWhole`: it was not broken off. */
  async endRun(isWhole: boolean): Promise<void> {
    await this.guards.endRun(this.collections, isWhole);
  }

  private async collectBatch(source: Source, asked: AskedCollection): Promise<Collected> {
    const { settings, runId } = this.options;
    const { task, window, signal, ...request } = asked;
    const { clock, store, ledger, onEvent } = settings;
    const isFailover = task.standsInFor !== null && isUsable(source);
    const guard = this.guards.of(source.name);
    if (!this.firstAskedAt.has(source.name)) this.firstAskedAt.set(source.name, clock.elapsed());
    onEvent({
      type: 'collection:started',
      runId,
      at: toIso(clock.now()),
      source: source.name,
      tickers: task.tickers,
      window: window === null ? null : { from: toIso(window.from), to: toIso(window.to) },
      isFailover,
    });
    const { committer } = this;
    const result = await collectBatch(
      {
        ...request,
        runId,
        source,
        priority: settings.sources.indexOf(source),
        tickers: task.tickers,
        reading: settings.reading.kind === 'range' ? 'range' : 'fresh',
        window,
        isReplay: settings.batching.wasAsked?.(source.name) ?? false,
        isFailover,
        futureToleranceMs: settings.futureToleranceMs,
      },
      {
        ...settings,
        newId: () => committer.newId(),
        guard,
        memory: sourceMemory(this.options.registers, source, task.tickers),
        commitPage: committer.commitPage,
        holdsAny: (name, tickers, stretch) => store.articles.holdsAny(name, tickers, stretch),
        onBroken: (event) => this.collections.push(event),
        conclude: (ended) => ledger.conclude(ended),
        notify: (placed, collectionEventId) =>
          committer.notify(placed, { source: source.name, isFailover, collectionEventId }),
      },
      signal,
    );
    const isProbe = guard.isProbing;
    this.collections.push(result.event);
    if (asked.fills !== null) this.gaps.delete(asked.fills.gapId);
    for (const gap of result.gaps) this.gaps.set(gap.gapId, gap);
    if (result.isOffRequest) this.offRequest.keep(result.event);
    return { ...result, isProbe, ends: await settleCollection(source, guard, result) };
  }

  private tellProgress(): void {
    if (this.backfill === null) return;
    const { clock, onEvent } = this.options.settings;
    const share = this.backfill.readPart;
    onEvent({ type: 'backfill:progressed', runId: this.options.runId, at: toIso(clock.now()), share });
  }

  private hasAnswered(source: string): boolean {
    return this.collections.some((event) => event.source === source && event.success && event.outcome !== 'suspicious');
  }
}
