import { type CollectionResult, collectBatch } from '../collect/collect-batch.js';
import { type CommitPage, committingTo, nothingToConclude } from '../collect/commit-page.js';
import { type Elapsed, type EpochMs, millisecondsBetween } from '../contracts/clock.js';
import type { Source, Window } from '../contracts/source.js';
import type { OutboxEntry, RegisterStore } from '../contracts/store.js';
import { notify } from '../delivery/outbox.js';
import type { ErrorCode } from '../errors/codes.js';
import type { PageConclusion, PlacedPage } from '../identity/place-page.js';
import type { CollectionEvent } from '../model/collection-event.js';
import type { Gap } from '../model/source-state.js';
import type { Ticker } from '../model/ticker.js';
import type { Breaker } from '../resilience/breaker.js';
import { keyMissing, SourceGuard } from '../resilience/source-guard.js';
import { fromIso, toIso } from '../time/instant.js';
import { ulid } from '../time/ulid.js';
import { BackfillRounds } from './backfill-rounds.js';
import { placingOnly } from './dry-run.js';
import { fillableGaps } from './fill-gaps.js';
import type { LeaseKeeper } from './lease-keeper.js';
import { type Reading, readBefore, windowOf } from './reading.js';
import type { IngestSettings } from './settings.js';
import type { Task } from './walk.js';

export interface CollectorOptions {
  readonly settings: IngestSettings;
  readonly runId: string;
  readonly startedAt: EpochMs;
  readonly lease: LeaseKeeper;
  readonly registers: RegisterStore;
  readonly signal: AbortSignal;
}

/** What back-fills and gaps leave to fresh reading: 30 % of every quota window. */
const shareOfOldNews = 0.7;

/** Below this part of its time a source is not asked for a gap any more: it would only be cut off. */
const leastTimeForGaps = 0.2;

/** Makes the collections of one run, and keeps what they came to. */
export class Collector {
  readonly collections: CollectionEvent[] = [];
  /** Gaps that this run left, by id. */
  readonly gaps = new Map<string, Gap>();
  /** Collections whose items were all about something else, by source. */
  private readonly offRequest = new Map<string, { items: number; readonly tickers: Ticker[] }>();
  /** Deliveries that were committed. */
  queued = 0;
  private readonly options: CollectorOptions;
  private backfill: BackfillRounds | null = null;
  private readonly guards = new Map<string, SourceGuard>();
  private readonly firstAskedAt = new Map<string, Elapsed>();
  private readonly commitPage: CommitPage;

  constructor(options: CollectorOptions) {
    this.options = options;
    this.commitPage = this.committer();
    for (const source of options.settings.sources) this.guards.set(source.name, this.guardOf(source));
  }

  /** Reads how the sources stand before any is asked. */
  async load(): Promise<void> {
    for (const guard of this.guards.values()) await guard.load();
  }

  breakerOf(source: string): Breaker['kind'] {
    return this.guard(source).breaker.kind;
  }

  /** One collection of tickers as the run asks for them. */
  async collect(source: Source, task: Task, budgetMs: number, signal: AbortSignal) {
    const { reading, ledger } = this.options.settings;
    const marks = ledger.marks(source.name, task.tickers);
    const window = windowOf(reading, source, task.tickers, marks, this.options.startedAt);
    const asked = { task, window, budgetMs, signal };
    if (this.backfill === null)
      return this.collectBatch(source, {
        ...asked,
        fills: null,
        // Only what was read from watermark to watermark is known to be whole below it.
        readBefore: reading.kind === 'new' || reading.kind === 'given' ? readBefore(marks) : null,
        share: reading.kind === 'range' ? shareOfOldNews : 1,
      });
    const fills = this.backfill.gapOf(source.name, task.tickers);
    const result = await this.collectBatch(source, { ...asked, fills, readBefore: null, share: shareOfOldNews });
    this.backfill.keep(result, task.tickers);
    return result;
  }

  /** Begins a back-fill, or goes on with what an earlier run left of it: what is collected from now on belongs to it. */
  async openBackfill(reading: Reading & { readonly kind: 'range' }): Promise<BackfillRounds> {
    const { settings } = this.options;
    const rounds = new BackfillRounds({
      settings,
      reading,
      newId: () => this.newId(),
      commit: (changes) => this.changeGaps(changes),
    });
    this.backfill = rounds;
    await rounds.open();
    return rounds;
  }

  /** Ends a round of the back-fill; its gaps that are left are what the run leaves. */
  async endBackfillRound(rounds: BackfillRounds): Promise<void> {
    await rounds.endRound();
    for (const gap of [...this.gaps.values()]) if (gap.backfill !== null) this.gaps.delete(gap.gapId);
    for (const gap of rounds.gaps()) this.gaps.set(gap.gapId, gap);
  }

  private async changeGaps(changes: Partial<PageConclusion>): Promise<void> {
    const [source] = this.options.settings.sources;
    const page = { source: source?.name ?? '', isFailover: false, articles: [], quarantine: [] };
    await this.commitPage(
      page,
      () => ({ ...nothingToConclude, ...changes }),
      () => [],
    );
  }

  /**
   * Reads what earlier runs left unread, newest first: only of sources that answered in this run, in what is
   * left of their time, and never with the last of their quota.
   */
  async fillGaps(isUsable: (source: string) => boolean): Promise<void> {
    const { sources } = this.options.settings;
    await Promise.all(
      sources.filter(({ name }) => isUsable(name) && this.hasAnswered(name)).map((source) => this.fillGapsOf(source)),
    );
  }

  /** The run is over: tells each breaker whether its source failed in it. `isWhole`: it was not broken off. */
  async endRun(isWhole: boolean): Promise<void> {
    for (const [name, guard] of this.guards) await guard.endRun(isWhole ? this.failureOf(name) : null);
  }

  private async fillGapsOf(source: Source): Promise<void> {
    const { ledger, tickers, clock, batching } = { ...this.options, ...this.options.settings };
    // What this run has left itself is for the next one.
    const earlier = ledger.gaps(source.name).filter(({ gapId }) => !this.gaps.has(gapId));
    for (const { gap, tickers: wanted } of fillableGaps(earlier, tickers)) {
      const askedAt = this.firstAskedAt.get(source.name) ?? clock.elapsed();
      const budgetMs = source.timeoutMs - millisecondsBetween(askedAt, clock.elapsed());
      if (budgetMs < source.timeoutMs * leastTimeForGaps) return this.leave(gap);
      if (batching.hasAnswers?.(source.name, wanted) === false) return this.leave(gap);
      const { error } = await this.collectBatch(source, {
        task: { level: 0, source: source.name, tickers: wanted, standsInFor: null },
        window: gap.from === null ? null : { from: fromIso(gap.from), to: fromIso(gap.to) },
        fills: gap,
        readBefore: null,
        share: shareOfOldNews,
        budgetMs,
        signal: this.options.signal,
      });
      if (error !== null) return this.leave(gap);
    }
  }

  /** A gap that could not be read now. */
  private leave(gap: Gap): void {
    if (!this.gaps.has(gap.gapId)) this.gaps.set(gap.gapId, gap);
  }

  private async collectBatch(
    source: Source,
    asked: {
      readonly task: Task;
      readonly window: Window | null;
      readonly fills: Gap | null;
      readonly readBefore: EpochMs | null;
      readonly share: number;
      readonly budgetMs: number;
      readonly signal: AbortSignal;
    },
  ): Promise<CollectionResult & { readonly isProbe: boolean }> {
    const { settings, runId } = this.options;
    const { task, window, signal, ...request } = asked;
    const { clock, store, ledger, onEvent } = settings;
    const isFailover = task.standsInFor !== null && keyMissing(source) === null;
    const guard = this.guard(source.name);
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
    const newId = () => this.newId();
    const result = await collectBatch(
      {
        ...request,
        runId,
        source,
        tickers: task.tickers,
        reading: settings.reading.kind === 'range' ? 'range' : 'fresh',
        window,
        backfill: this.backfill?.name ?? null,
        isFailover,
        futureToleranceMs: settings.futureToleranceMs,
      },
      {
        ...settings,
        newId,
        guard,
        commitPage: this.commitPage,
        holdsAny: (name, tickers, stretch) => store.articles.holdsAny(name, tickers, stretch),
        onBroken: (event) => this.collections.push(event),
        conclude: (ended) => ledger.conclude(ended),
        notify: (placed, collectionEventId) =>
          this.notify(placed, { newId, source: source.name, isFailover, collectionEventId }),
      },
      signal,
    );
    const isProbe = guard.isProbing;
    this.collections.push(result.event);
    if (asked.fills !== null) this.gaps.delete(asked.fills.gapId);
    for (const gap of result.gaps) this.gaps.set(gap.gapId, gap);
    if (result.isOffRequest) this.keepOffRequest(result.event);
    // Silence where there should be news is neither a success nor a failure.
    if (result.event.outcome !== 'suspicious') await guard.settle(result.event.success, result.error);
    return { ...result, isProbe };
  }

  private newId(): string {
    const { clock, chance } = this.options.settings;
    return ulid(clock.now(), chance);
  }

  private notify(
    placed: PlacedPage,
    facts: {
      readonly newId: () => string;
      readonly source: string;
      readonly isFailover: boolean;
      readonly collectionEventId: string;
    },
  ): readonly OutboxEntry[] {
    const { settings, runId } = this.options;
    return notify(placed, {
      ...facts,
      runId,
      at: settings.clock.now(),
      sinks: settings.announce ? settings.sinks.map(({ name }) => name) : [],
      state: settings.deliver === 'send' ? 'pending' : 'replayed',
    });
  }

  private committer(): CommitPage {
    const { settings, lease } = this.options;
    const { store, clock, writes, ledger } = settings;
    if (writes === 'nothing') return placingOnly(store, clock);
    return committingTo({
      store,
      clock,
      lease: async () => (writes === 'all' ? lease.proof() : null),
      keep: writes === 'all' ? (conclusion) => conclusion : withoutState,
      onConcluded: (conclusion) => {
        this.queued += conclusion.notifications.length;
        ledger.keep(conclusion);
      },
    });
  }

  private guardOf(source: Source): SourceGuard {
    const { registers, runId, settings } = this.options;
    const { clock, onEvent } = settings;
    return new SourceGuard({
      source,
      registers,
      clock,
      wasAsked: settings.batching.wasAsked?.(source.name) ?? false,
      onBreaker: (from, to) =>
        onEvent({
          type: 'breaker:changed',
          runId,
          at: toIso(clock.now()),
          source: source.name,
          from: from.kind,
          to: to.kind,
        }),
    });
  }

  private guard(source: string): SourceGuard {
    const guard = this.guards.get(source);
    if (guard === undefined) throw new RangeError(`no source ${source}`);
    return guard;
  }

  /** What people should know: a filter that a source does not heed, or another server in its place, must not look like no news. */
  get warnings(): readonly string[] {
    return [...this.offRequest].map(
      ([source, { items, tickers }]) =>
        `${source} sent ${items} articles, none of them about ${tickers.join(', ')} in the time asked for`,
    );
  }

  private keepOffRequest({ source, itemCount, tickers }: CollectionEvent): void {
    const kept = this.offRequest.get(source) ?? { items: 0, tickers: [] };
    kept.items += itemCount;
    kept.tickers.push(...tickers);
    this.offRequest.set(source, kept);
  }

  private hasAnswered(source: string): boolean {
    return this.collections.some((event) => event.source === source && event.success && event.outcome !== 'suspicious');
  }

  /** A source failed in a run when it was asked and no collection of it succeeded. */
  private failureOf(source: string): ErrorCode | null {
    const events = this.collections.filter((event) => event.source === source);
    const wasAsked = events.some(({ requests }) => requests > 0);
    // By how it ended: a source that came to a limit of its plan at last did not fail.
    return !wasAsked || events.some(({ success }) => success) ? null : (events.at(-1)?.errorCode ?? null);
  }
}

/** What a replay writes: it leaves the state of the sources alone. */
function withoutState(conclusion: PageConclusion): PageConclusion {
  return { ...conclusion, state: null, watermarks: [], openedGaps: [], closedGapIds: [] };
}
