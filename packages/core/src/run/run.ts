import type { Batching } from '../collect/plan-batches.js';
import { millisecondsBetween } from '../contracts/clock.js';
import type { HeldLease } from '../contracts/leases.js';
import type { RegisterStore } from '../contracts/registers.js';
import { dispositionOf } from '../errors/codes.js';
import { IngestError } from '../errors/ingest-error.js';
import type { RunReport } from '../model/run-report.js';
import type { Ticker } from '../model/ticker.js';
import { isUsable, unsetKeyOf } from '../resilience/source-key.js';
import { toIso } from '../time/instant.js';
import { ulid } from '../time/ulid.js';
import { Alerting } from './alerting.js';
import { runBackfill } from './backfill-run.js';
import { Collector } from './collector.js';
import { deliverAll } from './deliver-all.js';
import { dryRunRegisters } from './dry-run-registers.js';
import { FailoverLog } from './failover-log.js';
import { LeaseKeeper } from './lease-keeper.js';
import type { Reading } from './reading.js';
import { buildReport } from './report.js';
import { keepRotation, rotated } from './rotation.js';
import { isWanted, readShares } from './run-share.js';
import type { IngestSettings } from './settings.js';
import { walk } from './walk.js';

export interface RunContext {
  readonly settings: IngestSettings;
  readonly signal: AbortSignal;
}

/** One pass over all tickers: lease, collections, gaps, report, deliveries. Rejects only with a bug or a mistake of the caller. */
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
  private collector: Collector | null = null;
  private readonly failovers: FailoverLog;
  private readonly alerting: Alerting;
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
    this.alerting = new Alerting(settings);
    this.failovers = new FailoverLog({ onEvent: settings.onEvent, stamp: () => this.stamp() });
  }

  async run(): Promise<RunReport> {
    this.assertUsableSource();
    try {
      const heldBy = this.settings.writes === 'all' ? await this.lease.take(this.settings.leaseName) : null;
      if (heldBy !== null) return this.skipped(heldBy);
      if (await this.isMade()) return await this.leftOut();
      return await this.announced(await this.underLease());
    } catch (error) {
      return this.ends(this.report(null, known(error)));
    }
  }

  /** Whether it is a share that whoever held the lease before has made, since it was asked whether it is wanted. */
  private async isMade(): Promise<boolean> {
    const { share, writes, store, clock } = this.settings;
    if (share === null || writes !== 'all') return false;
    return !isWanted(share, await readShares(store.registers, share.name, clock.now()));
  }

  private async leftOut(): Promise<RunReport> {
    await this.releaseLease();
    const { error: _, ...report } = this.report(null, null);
    return { ...report, outcome: 'skipped', warnings: [...report.warnings, 'another process has made it'] };
  }

  /** Collects, and keeps what the run means for the ones after it. */
  private async underLease(): Promise<RunReport> {
    let error: IngestError | null = null;
    try {
      const registers = await this.registers();
      try {
        await this.collectAll(registers);
      } catch (thrown) {
        error = known(thrown);
      }
      if (error === null || error.code === 'ABORTED') await this.conclude(registers, error);
    } catch (thrown) {
      if (!IngestError.is(thrown)) await this.releaseLease();
      error = known(thrown);
    }
    // A store that fails would make us wait once more; the lease ends by itself, at once when this process is gone.
    if (error !== null && dispositionOf(error.code).family === 'store') this.lease.forget();
    await this.releaseLease();
    return this.report(null, error);
  }

  private async registers(): Promise<RegisterStore> {
    const { writes, store, ledger, sources } = this.settings;
    if (writes === 'news') return ledger.registers;
    await ledger.load(store.state, sources);
    return writes === 'all' ? store.registers : dryRunRegisters(store.registers);
  }

  private async collectAll(registers: RegisterStore): Promise<void> {
    const { settings, signal, runId, startedAt, lease } = this;
    const collector = new Collector({ settings, runId, startedAt, lease, registers, signal });
    this.collector = collector;
    await collector.load();
    settings.onEvent({
      type: 'run:started',
      ...this.stamp(),
      tickers: settings.tickers,
      sources: settings.sources.map(({ name }) => name),
    });
    if (settings.reading.kind === 'range' && settings.writes !== 'nothing')
      return this.backfill(collector, settings.reading);
    const tickers = await rotated(registers, settings.leaseName, settings.tickers);
    await this.walk(collector, tickers, settings.batching);
    if (settings.reading.kind !== 'range' && settings.writes !== 'nothing')
      await collector.fillGaps((source) => !this.ended.has(source));
    await keepRotation(registers, settings.leaseName, tickers, this.answered, collector.refusedTickers);
  }

  private async backfill(collector: Collector, reading: Reading & { readonly kind: 'range' }): Promise<void> {
    const rounds = await collector.openBackfill(reading);
    for (const ticker of this.settings.tickers) if (!rounds.tickers.includes(ticker)) this.answered.add(ticker);
    await runBackfill({
      rounds,
      walk: (tickers, batching) => this.walk(collector, tickers, batching),
      endRound: () => collector.endBackfillRound(rounds),
    });
  }

  private async walk(collector: Collector, tickers: readonly Ticker[], batching: Batching): Promise<void> {
    await walk({
      ...this.settings,
      tickers,
      batching,
      ended: this.ended,
      signal: this.signal,
      collect: (source, task, budgetMs, taskSignal) => {
        // One without its key stands in for nobody.
        if (isUsable(source)) this.failovers.keep(task);
        return collector.collect(source, task, budgetMs, taskSignal);
      },
      onAnswered: (batch) => {
        for (const ticker of batch) this.answered.add(ticker);
      },
      onSourceEnded: (source, error) => this.keepEnded(source, error),
    });
  }

  private async conclude(registers: RegisterStore, error: IngestError | null): Promise<void> {
    await this.collector?.endRun(error === null);
    const { reading, writes } = this.settings;
    // What a back-fill meets says nothing of fresh news; a run that only asks keeps nothing.
    if (reading.kind === 'range' || writes === 'nothing') return;
    await this.alerting.afterCollecting(registers, this.report(null, error));
  }

  /** Delivers what is due and tells how it went. A run that was stopped, or whose store failed, leaves that to the next one. */
  private async announced(report: RunReport): Promise<RunReport> {
    const { settings, signal, collector } = this;
    if (
      collector === null ||
      settings.writes === 'nothing' ||
      (report.error !== undefined && report.error.code !== 'SOURCES_EXHAUSTED')
    )
      return this.ends(report);
    const delivered = await deliverAll(settings, { queued: collector.queued, alerting: this.alerting, signal });
    const warnings = [...report.warnings, ...delivered.warnings];
    return this.ends({
      ...report,
      notifications: delivered.notifications,
      incidents: this.alerting.reports,
      warnings,
    });
  }

  /** A lease that cannot be given back ends by itself: what was collected is stored all the same. */
  private async releaseLease(): Promise<void> {
    try {
      await this.lease.release();
    } catch (error) {
      const message = this.settings.redact(known(error).message);
      this.warnings.push(`the lease was not given back (${message}): it ends by itself within a minute`);
    }
  }

  private keepEnded(source: string, error: IngestError): void {
    const { onEvent, redact } = this.settings;
    this.ended.set(source, error);
    // A source without a key did not fail; the report says once that it is left out.
    if (error.code === 'NOT_CONFIGURED') return;
    onEvent({ type: 'source:failed', ...this.stamp(), source, code: error.code, message: redact(error.message) });
  }

  private assertUsableSource(): void {
    const missing = this.settings.sources.map(unsetKeyOf);
    if (missing.includes(null)) return;
    const variables = missing.join(' and ');
    throw new IngestError(
      'CONFIG_INVALID',
      `no source can be asked: ${variables} ${missing.length > 1 ? 'are' : 'is'} not set`,
      {
        hint: 'set one in the environment or in .env',
      },
    );
  }

  private report(heldBy: HeldLease | null, error: IngestError | null): RunReport {
    const { settings, runId, startedAt, failovers, answered, ended, warnings, collector } = this;
    const facts = {
      runId,
      startedAt,
      durationMs: Math.round(millisecondsBetween(this.started, settings.clock.elapsed())),
      collections: collector?.collections ?? [],
      gaps: [...(collector?.gaps.values() ?? [])],
      breakerOf: (source: string) => collector?.breakerOf(source) ?? 'closed',
      failovers: failovers.reports,
      answered,
      ended,
      warnings: [...(collector?.warnings ?? []), ...warnings],
      heldBy,
      error,
    } as const;
    return buildReport({ ...settings, ...facts }, settings.redact);
  }

  private skipped(heldBy: HeldLease): RunReport {
    this.settings.onEvent({ type: 'run:skipped', ...this.stamp(), heldBy: heldBy.holder });
    return this.report(heldBy, null);
  }

  private ends(report: RunReport): RunReport {
    this.settings.onEvent({ type: 'run:ended', ...this.stamp(), report });
    return report;
  }

  private stamp(): { readonly runId: string; readonly at: string } {
    return { runId: this.runId, at: toIso(this.settings.clock.now()) };
  }
}

/** What is no error of ours is a bug, and goes on as one. */
function known(thrown: unknown): IngestError {
  if (IngestError.is(thrown)) return thrown;
  throw thrown;
}
