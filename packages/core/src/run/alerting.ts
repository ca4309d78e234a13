import { evaluateAlerts } from '../alerts/evaluate.js';
import type { RunFacts } from '../alerts/facts.js';
import { gatherFacts } from '../alerts/gather-facts.js';
import { localIncidents } from '../alerts/local-incidents.js';
import type { Incident, IncidentStore } from '../contracts/incidents.js';
import type { RegisterStore } from '../contracts/registers.js';
import type { AlertKind } from '../model/alert.js';
import type { RunReport } from '../model/run-report.js';
import type { SourceState } from '../model/source-state.js';
import { keepRun, type PastRun, readRuns, toPastRun } from './run-history.js';
import { endShare } from './run-share.js';
import type { IngestSettings } from './settings.js';

/** Looks whether something is wrong, in a run and between runs, and keeps what people are told. */
export class Alerting {
  private readonly settings: IngestSettings;
  private readonly incidents: IncidentStore;
  /** As of the last look, by id: those that are open, and those that were resolved by this run. */
  private readonly seen = new Map<string, Incident>();
  /** How many notifications were committed. */
  queued = 0;

  constructor(settings: IngestSettings) {
    const { writes, store, ledger } = settings;
    this.settings = settings;
    this.incidents =
      writes === 'all'
        ? store.incidents
        : localIncidents({ incidents: ledger.incidents, send: (rows) => store.outbox.add(rows) });
  }

  /** What the run report says of incidents. */
  get reports(): RunReport['incidents'] {
    return [...this.seen.values()].map(({ kind, source, resolvedAt }) => ({
      kind,
      state: resolvedAt === null ? ('firing' as const) : ('resolved' as const),
      ...(source !== null && { source }),
    }));
  }

  /** Remembers the run and looks at everything. */
  async afterCollecting(registers: RegisterStore, report: RunReport): Promise<void> {
    const isStopped = report.error?.code === 'ABORTED';
    const run = await this.endedRun(registers, report);
    if (run !== null) await keepRun(registers, this.runsName, run, this.settings.clock.now(), this.settings.market);
    // While shares of the run are missing nothing can be said of it, and all else can.
    if (!isStopped) await this.look(registers, { run: run === null ? null : runFacts(run, report) });
  }

  /** The run that has ended with this one; null while it is a share and others are missing, or was stopped and is made again. */
  private async endedRun(registers: RegisterStore, report: RunReport): Promise<PastRun | null> {
    const { share } = this.settings;
    const run = toPastRun(report);
    if (share === null) return run;
    return run.isStopped ? null : endShare(registers, share, run, this.settings.clock.now());
  }

  private get runsName(): string {
    return this.settings.share?.name ?? this.settings.leaseName;
  }

  /** Deliveries are made after all else was looked at. */
  async afterDelivering(registers: RegisterStore): Promise<void> {
    await this.look(registers, { kinds: ['DELIVERY_FAILING'] });
  }

  /** Looks between two runs. */
  async look(
    registers: RegisterStore,
    { run = null, kinds }: { readonly run?: RunFacts | null; readonly kinds?: readonly AlertKind[] } = {},
  ): Promise<void> {
    const { clock, store, sources, market, alertSinks, deliver } = this.settings;
    const history = await readRuns(registers, this.runsName);
    const states = await this.states();
    const facts = await gatherFacts({
      // A replay that sends nothing has nothing that could fail to arrive.
      outbox: deliver === 'keep' ? null : store.outbox,
      reading: store.reading,
      registers,
      sources,
      states,
      history,
      market,
      now: clock.now(),
      run,
    });
    const evaluation = await evaluateAlerts({
      ...this.settings,
      facts,
      ...(kinds !== undefined && { kinds }),
      incidents: this.incidents,
      registers,
      sinks: alertSinks.map(({ name }) => name),
      state: deliver === 'keep' ? 'replayed' : 'pending',
    });
    this.queued += evaluation.queued;
    for (const incident of evaluation.incidents) this.seen.set(incident.incidentId, incident);
  }

  private async states(): Promise<readonly SourceState[]> {
    const { writes, store, ledger } = this.settings;
    return writes === 'all' ? store.state.sources() : ledger.sources;
  }
}

/** The slowest collection of a run in shares is that of the share that ended last. */
function runFacts({ durationMs }: PastRun, { collections }: RunReport): RunFacts {
  const slowest = [...collections].sort((left, right) => right.durationMs - left.durationMs)[0];
  return {
    collectingMs: durationMs,
    slowest: slowest === undefined ? null : { source: slowest.source, durationMs: slowest.durationMs },
  };
}
