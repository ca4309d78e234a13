import {
  assertNoHalfCopy,
  assertRunnable,
  type ComposedSinks,
  composeCalendar,
  composeHeartbeat,
  composeIngest,
  composeScorer,
  composeSinks,
  composeSources,
  intervalsOf,
  jsonLogger,
  type LoadedSettings,
  type Log,
  logLines,
  openStore,
  type RunHeartbeat,
  readStatus,
  redactorOf,
  type Status,
} from '@ingest/cli/composition';
import {
  type Clock,
  DAY_MS,
  type ErrorReport,
  type EventReader,
  type Ingest,
  type IngestError,
  type IngestOptions,
  type MarketHours,
  marketHours,
  type ProcessIdentity,
  type Redact,
  runLease,
  type SlotSchedule,
  type Source,
  type Store,
  type Ticker,
  tellAll,
  toTicker,
} from '@ingest/core';
import { type MetricsWriter, metricsWriter } from './cloudwatch/metrics-writer.js';
import { readConfiguration } from './configuration.js';
import type { FunctionEnvironment, FunctionName } from './environment.js';
import { overdue } from './overdue.js';
import { watchStore } from './watched-store.js';

/** The settings as a running whole, for as long as the function is kept warm. */
export interface App {
  readonly store: Store;
  readonly sources: readonly Source[];
  readonly tickers: readonly Ticker[];
  readonly schedule: SlotSchedule;
  readonly hours: MarketHours;
  readonly clock: Clock;
  readonly redact: Redact;
  /** What happened before any invocation can tell it. */
  readonly onEvent: EventReader;
  /** Keeps what is no event of a run among the lines of the log. */
  readonly trouble: (report: ErrorReport) => void;
  /** What one invocation works with; it ends it. */
  begin(): Promise<Work>;
  /** What to fail with when time is over: what is being waited for now, and what to do. */
  readonly overdue: () => IngestError;
  /** Writes the metrics since the last time. See `MetricsWriter`. */
  readonly writeMetrics: MetricsWriter['write'];
  close(): Promise<void>;
}

/** The parts that hold connections: a function is frozen between two invocations, and whoever is at the other end hangs up meanwhile. */
export interface Work {
  readonly sinks: ComposedSinks;
  compose(changes?: Partial<IngestOptions>): Ingest;
  /** How the whole stands now. */
  standing(): Promise<Status>;
  /** Waits for what is under way, and leaves nothing behind. Never rejects. */
  end(): Promise<void>;
}

export interface AppOptions {
  readonly environment: FunctionEnvironment<FunctionName>;
  /** By variable. */
  readonly parameters: ReadonlyMap<string, string>;
  readonly clock: Clock;
  /** Told that a source refused its key. */
  readonly onKeyRefused?: () => void;
  /** Where lines go: those of the log to the file descriptor, those of the metrics to `write`. Default: stdout, by name and number. */
  readonly output?: Output;
}

/** Where the lines of a function go. */
export interface Output {
  readonly fd: number;
  write(line: string): void;
}

/** Not by the console: Lambda wraps what goes through that, and CloudWatch reads bare lines alone. */
export const stdout: Output = { fd: 1, write: (line) => process.stdout.write(line) };

/**
 * Puts settings, keys and store together as the command does. Rejects with CONFIG_INVALID, DRIVER_MISSING or what the store fails
 * with.
 */
export async function composeApp({
  environment,
  parameters,
  clock,
  onKeyRefused = () => {},
  output = stdout,
}: AppOptions): Promise<App> {
  const loaded = await readConfiguration(environment, parameters);
  const { settings } = loaded;
  const redact = redactorOf(loaded);
  const sources = await composeSources(settings.sources, loaded, redact, () => fetch);
  assertRunnable(settings, sources);
  const calendar = composeCalendar(loaded);
  const intervals = intervalsOf(settings);
  const schedule = { calendar, ...intervals };
  const scorer = await composeScorer(loaded);
  const sinks = () => composeSinks(settings, redact, loaded);
  // Now, so that a mistake in them is found before there is something to send.
  await (await sinks()).close();
  const log = logLines({ threshold: 'info', redact, open: (level) => jsonLogger(level, output.fd), now: clock.now });
  const metrics = metricsWriter({
    namespace: environment.variables.INGEST_METRICS_NAMESPACE,
    now: clock.now,
    write: output.write,
  });
  const heartbeat = await heartbeatOf(loaded, redact, log);
  const readRefusal: EventReader = (event) => {
    if (event.type === 'source:failed' && event.code === 'AUTH_FAILED') onKeyRefused();
  };
  const onEvent = tellAll([log.read, metrics.read, heartbeat.read, readRefusal]);
  const { store, waitedFor } = watchStore(await openStore(settings.store, true));
  try {
    await assertNoHalfCopy(store);
  } catch (error) {
    await store.close();
    throw error;
  }
  return {
    store,
    sources,
    tickers: [...new Set(settings.tickers.map(toTicker))].filter((ticker) => ticker !== null),
    schedule,
    hours: marketHours(schedule),
    clock,
    redact,
    onEvent,
    trouble: (report) => log.trouble(report),
    async begin() {
      const composed = await sinks();
      return {
        sinks: composed,
        compose: (changes = {}) =>
          composeIngest(
            loaded,
            { sources, sinks: composed, scorer, store, onEvent },
            {
              clock,
              leaseName: runLease,
              reading: { kind: 'new', firstMs: DAY_MS },
              ...changes,
              identity: identityOf(environment),
            },
          ),
        standing: () => readStatus({ store, sources, sinks: composed.all, calendar, intervals, now: clock.now() }),
        async end() {
          await Promise.all([composed.close(), heartbeat.settled()]);
          await log.flush();
        },
      };
    },
    overdue: () => overdue(store.location, waitedFor()),
    writeMetrics: metrics.write,
    close: () => store.close(),
  };
}

/**
 * Two functions may well share boot id, process id and everything else by which a process on a machine of one's own is told apart.
 * So nobody is ever known to be gone: the lease of one that died ends by itself, within a minute.
 */
function identityOf({ holder }: FunctionEnvironment<FunctionName>): ProcessIdentity {
  return { owner: { holder, bootId: '', pid: 0, processStart: '' }, isGone: () => false };
}

function heartbeatOf({ settings }: LoadedSettings, redact: Redact, log: Log): Promise<RunHeartbeat> {
  return composeHeartbeat(settings, redact, (message) => log.trouble({ code: 'SINK_UNAVAILABLE', message }));
}
