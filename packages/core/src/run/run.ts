import { type CollectionResult, collectBatch } from '../collect/collect-batch.js';
import { type CommitPage, committingTo } from '../collect/commit-page.js';
import { millisecondsBetween } from '../contracts/clock.js';
import type { Source, Window } from '../contracts/source.js';
import type { HeldLease } from '../contracts/store.js';
import { dispositionOf } from '../errors/codes.js';
import { IngestError } from '../errors/ingest-error.js';
import type { PageConclusion } from '../identity/place-page.js';
import type { CollectionEvent } from '../model/collection-event.js';
import type { FailoverReport, RunReport } from '../model/run-report.js';
import type { Gap } from '../model/source-state.js';
import type { Ticker } from '../model/ticker.js';
import { toIso } from '../time/instant.js';
import { ulid } from '../time/ulid.js';
import { placingOnly } from './dry-run.js';
import { LeaseKeeper } from './lease-keeper.js';
import { buildReport } from './report.js';
import type { IngestSettings } from './settings.js';
import { type Task, walk } from './walk.js';

export interface RunContext {
  readonly settings: IngestSettings;
  readonly signal: AbortSignal;
}

/** One pass over all tickers: lease, collections, report. Rejects only with a bug or a mistake of the caller. */
export async function runOnce(context: RunContext): Promise<RunReport> {
  return new Run(context).run();
}

class Run {
  private readonly settings: IngestSettings;
  private readonly signal: AbortSignal;
  private readonly runId: string;
  private readonly startedAt: number;
  private readonly started;
  private readonly lease: LeaseKeeper;
  private readonly commitPage: CommitPage;
  private readonly window: Window | null;
  private readonly collections: CollectionEvent[] = [];
  private readonly failovers: FailoverReport[] = [];
  private readonly gaps: Gap[] = [];
  private readonly warnings: string[] = [];
  private readonly answered = new Set<Ticker>();
  private readonly ended = new Map<string, IngestError>();

  constructor({ settings, signal }: RunContext) {
    const { clock, chance, store, identity } = settings;
    this.settings = settings;
    this.signal = signal;
    this.startedAt = clock.now();
    this.started = clock.elapsed();
    this.runId = ulid(this.startedAt, chance);
    this.lease = new LeaseKeeper(store.leases, clock, identity);
    this.commitPage = this.committer();
    this.window = this.readingWindow();
  }

  async run(): Promise<RunReport> {
    this.assertUsableSource();
    try {
      const heldBy = this.settings.writes === 'all' ? await this.lease.take(this.settings.leaseName) : null;
      if (heldBy === null) await this.collectAll();
      return this.end(heldBy, null);
    } catch (error) {
      if (!IngestError.is(error)) throw error;
      return this.end(null, error);
    }
  }

  private async collectAll(): Promise<void> {
    const { settings } = this;
    try {
      if (settings.writes === 'all') await settings.ledger.load(settings.store.state, settings.sources);
      settings.onEvent({
        type: 'run:started',
        ...this.stamp(),
        tickers: settings.tickers,
        sources: settings.sources.map(({ name }) => name),
      });
      await walk({
        ...settings,
        signal: this.signal,
        collect: (source, task, budgetMs, signal) => this.collect(source, task, budgetMs, signal),
        onAnswered: (tickers) => {
          for (const ticker of tickers) this.answered.add(ticker);
        },
        onSourceEnded: (source, error) => this.keepEnded(source, error),
      });
    } catch (error) {
      // A store that fails would make us wait once more; the lease ends by itself, at once when this process is gone.
      if (IngestError.is(error) && dispositionOf(error.code).family === 'store') this.lease.forget();
      throw error;
    } finally {
      await this.releaseLease();
    }
  }

  /** A lease that cannot be given back ends by itself: what was collected is stored all the same. */
  private async releaseLease(): Promise<void> {
    try {
      await this.lease.release();
    } catch (error) {
      if (!IngestError.is(error)) throw error;
      const message = this.settings.redact(error.message);
      this.warnings.push(`the lease was not given back (${message}): it ends by itself within a minute`);
    }
  }

  private async collect(source: Source, task: Task, budgetMs: number, signal: AbortSignal): Promise<CollectionResult> {
    const { settings } = this;
    const isFailover = task.standsInFor !== null;
    if (task.standsInFor !== null) this.reportFailover(task, task.standsInFor);
    settings.onEvent({
      type: 'collection:started',
      ...this.stamp(),
      source: source.name,
      tickers: task.tickers,
      isFailover,
    });
    const result = await collectBatch(
      {
        runId: this.runId,
        source,
        tickers: task.tickers,
        reading: settings.reading.kind,
        window: this.window,
        isFailover,
        futureToleranceMs: settings.futureToleranceMs,
        budgetMs,
      },
      {
        ...settings,
        newId: () => ulid(settings.clock.now(), settings.chance),
        commitPage: this.commitPage,
        holdsAny: (name, tickers, window) => settings.store.articles.holdsAny(name, tickers, window),
        onBroken: (event) => this.collections.push(event),
        conclude: (ended) => settings.ledger.conclude(ended),
      },
      signal,
    );
    this.collections.push(result.event);
    this.gaps.push(...result.gaps);
    return result;
  }

  private keepEnded(source: string, error: IngestError): void {
    const { onEvent, redact } = this.settings;
    this.ended.set(source, error);
    // A source without a key did not fail; the report says once that it is left out.
    if (error.code === 'NOT_CONFIGURED') return;
    onEvent({ type: 'source:failed', ...this.stamp(), source, code: error.code, message: redact(error.message) });
  }

  private reportFailover(
    { source: to, tickers }: Task,
    { source: from, code }: NonNullable<Task['standsInFor']>,
  ): void {
    this.settings.onEvent({ type: 'failover:happened', ...this.stamp(), from, to, code, tickers });
    const known = this.failovers.find(
      (failover) => failover.from === from && failover.to === to && failover.code === code,
    );
    if (known === undefined) this.failovers.push({ from, to, code, tickers: [...tickers] });
    else known.tickers.push(...tickers);
  }

  private committer(): CommitPage {
    const { store, clock, writes, ledger } = this.settings;
    if (writes === 'nothing') return placingOnly(store, clock);
    return committingTo({
      store,
      clock,
      lease: async () => (writes === 'all' ? this.lease.proof() : null),
      keep: writes === 'all' ? (conclusion) => conclusion : withoutState,
      onConcluded: (conclusion) => ledger.keep(conclusion),
    });
  }

  private readingWindow(): Window | null {
    const { reading } = this.settings;
    if (reading.kind === 'range') return { from: reading.from, to: reading.to };
    return reading.sinceMs === null ? null : { from: this.startedAt - reading.sinceMs, to: this.startedAt };
  }

  private assertUsableSource(): void {
    const missing = this.settings.sources.map(({ credential }) =>
      credential?.keyId === null ? credential.variable : null,
    );
    if (missing.some((variable) => variable === null)) return;
    const variables = missing.join(' and ');
    throw new IngestError(
      'CONFIG_INVALID',
      `no source can be asked: ${variables} ${missing.length > 1 ? 'are' : 'is'} not set`,
      {
        hint: 'set one in the environment or in .env',
      },
    );
  }

  private end(heldBy: HeldLease | null, error: IngestError | null): RunReport {
    const { settings, runId, startedAt, collections, failovers, gaps, answered, ended, warnings } = this;
    const durationMs = Math.round(millisecondsBetween(this.started, settings.clock.elapsed()));
    const facts = {
      runId,
      startedAt,
      durationMs,
      collections,
      failovers,
      gaps,
      answered,
      ended,
      warnings,
      heldBy,
      error,
    };
    const report = buildReport({ ...settings, ...facts }, settings.redact);
    if (heldBy === null) settings.onEvent({ type: 'run:ended', ...this.stamp(), report });
    else settings.onEvent({ type: 'run:skipped', ...this.stamp(), heldBy: heldBy.holder });
    return report;
  }

  private stamp(): { readonly runId: string; readonly at: string } {
    return { runId: this.runId, at: toIso(this.settings.clock.now()) };
  }
}

/** What a replay writes: it leaves the state of the sources alone. */
function withoutState(conclusion: PageConclusion): PageConclusion {
  return { ...conclusion, state: null, watermarks: [], openedGaps: [], closedGapIds: [] };
}
