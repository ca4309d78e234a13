import {
  type Chance,
  type Clock,
  DAY_MS,
  type ErrorCode,
  type ErrorReport,
  type EventReader,
  type Ingest,
  type IngestOptions,
  keptMs,
  type MarketCalendar,
  onceADay,
  type RunReport,
  runLease,
  type Scorer,
  type SlotSchedule,
  type Store,
  systemChance,
  systemClock,
  tellAll,
} from '@ingest/core';
import { assertNoHalfCopy, composeSources, type FetchFor, openStore, redactorOf } from '../compose.js';
import { composeCalendar } from '../compose-calendar.js';
import { composeIngest } from '../compose-ingest.js';
import { composeScorer } from '../compose-scorer.js';
import { type ComposedSinks, composeSinks } from '../compose-sinks.js';
import { assertRunnable } from '../config/assert-runnable.js';
import { intervalsOf } from '../config/intervals.js';
import type { LoadedSettings } from '../config/load.js';
import type { Environment } from '../env.js';
import { exitCodes } from '../exit-codes.js';
import { composeHeartbeat, heartbeatNotes } from '../heartbeat.js';
import { logTo } from '../log.js';
import type { Output } from '../output.js';
import { progressOn } from '../progress.js';
import { deliverBeside } from './deliver-beside.js';
import type { Http } from './http/open-http.js';
import { lookAround } from './look-around.js';
import { runLinesOn } from './run-line.js';
import { tellTrouble } from './tell-trouble.js';

/** A command that runs until it is stopped. */
export interface ServingCommand {
  readonly loaded: LoadedSettings;
  readonly output: Output;
  readonly flags: { readonly http?: string; readonly quiet?: boolean; readonly verbose?: boolean };
  readonly signal: AbortSignal;
}

/** What such a command works with. */
export interface Serving {
  readonly store: Store;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly schedule: SlotSchedule & { readonly calendar: MarketCalendar };
  /** The settings as a running whole that leaves what is due to those beside it. */
  compose(changes?: Partial<IngestOptions>): Ingest;
  /** Makes a run: shows it, ends everything when it lost the store, and prunes once a day. */
  during(run: () => Promise<RunReport>): Promise<RunReport>;
  readonly onEvent: EventReader;
  /** Told of what went wrong and is tried again. */
  readonly onError: (error: unknown) => void;
  /** Called each time the command looks at the clock, so that `/healthz` knows. */
  readonly onTurn: () => void;
  /** Aborted when it is to end: from outside, or because the store is lost. */
  readonly signal: AbortSignal;
}

export interface ServeOptions extends ServingCommand {
  /** What a terminal says that it is doing. */
  readonly doing: 'watching' | 'working';
  readonly fetchFor: FetchFor;
  /** Told what happens, beside those that every command has. */
  readonly read?: EventReader;
  /** Until the signal; whatever ends it ends all beside it. */
  readonly work: (serving: Serving) => Promise<void>;
}

/** Works until it is told to stop, delivering and looking for trouble beside. Answers with the exit code. */
export async function serve(options: ServeOptions): Promise<number> {
  const { loaded } = options;
  const { settings } = loaded;
  const redact = redactorOf(loaded);
  // Said before the store is touched.
  assertRunnable(settings, await composeSources(settings.sources, loaded, redact, () => fetch));
  const schedule = { calendar: composeCalendar(loaded), ...intervalsOf(settings) };
  const scorer = await composeScorer(loaded);
  const sinks = await composeSinks(settings, redact, loaded);
  try {
    return await serveWith({ ...options, sinks, scorer, schedule });
  } finally {
    await sinks.close();
  }
}

interface Prepared extends ServeOptions {
  readonly scorer: Scorer | null;
  readonly sinks: ComposedSinks;
  readonly schedule: Serving['schedule'];
}

async function serveWith(options: Prepared): Promise<number> {
  const { loaded, output, flags, signal, sinks, scorer, schedule, doing, fetchFor, read = () => {}, work } = options;
  const { settings, environment } = loaded;
  const [clock, chance, redact] = [systemClock(), systemChance(), redactorOf(loaded)];
  const progress = progressOn(output, !flags.quiet);
  const log = logTo(output, redact, { ...flags, unwatched: 'info' }, progress.done);
  const heartbeat = await composeHeartbeat(settings, redact, heartbeatNotes(output, progress.done));
  const lines = runLinesOn(output, schedule);
  const complain = (report: ErrorReport) => {
    progress.done();
    if (!log.trouble(report)) output.complain(report);
  };
  const onError = tellTrouble({ clock, redact, complain });
  const sources = await composeSources(settings.sources, loaded, redact, fetchFor);
  const http = flags.http === undefined ? null : await openHttpAt(flags.http, environment, clock);
  let store: Store | null = null;
  const stop = new AbortController();
  const stopping = AbortSignal.any([signal, stop.signal]);
  // Whoever asks whether it is ready hears at once that it is not.
  stopping.addEventListener('abort', () => void http?.close(), { once: true });
  try {
    store = await openStore(settings.store, true);
    await assertNoHalfCopy(store);
    const opened = store;
    http?.show({ store, sources, sinks: sinks.all, schedule });
    const wakeOnNews: EventReader = ({ type }) => {
      if (type === 'page:committed' || type.startsWith('incident:')) deliveries.wake();
    };
    const onEvent = tellAll([
      progress.read,
      log.read,
      read,
      lines.read,
      wakeOnNews,
      heartbeat.read,
      http?.read ?? (() => {}),
    ]);
    const parts = { sources, sinks, scorer, store, onEvent };
    const whole = { reading: { kind: 'new', firstMs: DAY_MS }, leaseName: runLease, deliver: 'queue' } as const;
    const compose = (changes: Partial<IngestOptions> = {}) => composeIngest(loaded, parts, { ...whole, ...changes });
    const shared = { ingest: compose(), clock, onError, signal: stopping };
    const deliveries = deliverBeside({ ...shared, sinks: sinks.all });
    const looking = lookAround({ ...shared, isBusy: () => running > 0 });
    let running = 0;
    let lost: RunReport['error'];
    const prune = async () => {
      await opened.maintenance.prune({ eventsBefore: clock.now() - keptMs, storiesBefore: null });
    };
    const during: Serving['during'] = async (run) => {
      running += 1;
      const report = await run().finally(() => {
        running -= 1;
      });
      progress.done();
      lines.ended(report);
      if (isLost(report, opened)) {
        lost = report.error;
        stop.abort();
      }
      if (!signal.aborted) await onceADay(opened.registers, 'prune', clock.now(), prune).catch(onError);
      return report;
    };
    lines.begin(doing);
    if (http !== null && output.out.isTty) output.line(`serving ${http.url}`);
    try {
      const onTurn = http?.turn ?? (() => {});
      await work({ store, clock, chance, schedule, compose, during, onEvent, onError, onTurn, signal: stopping });
    } finally {
      // Whatever ended the work ends those beside it.
      stop.abort();
      await Promise.allSettled([deliveries.ended, looking]);
    }
    await log.flush();
    if (lost === undefined) return exitCodes.ok;
    // The last word of a command is for people, whatever it logged.
    output.complain(lost);
    return exitCodes.store;
  } finally {
    await http?.close();
    await heartbeat.settled();
    await store?.close();
  }
}

/**
 * Whether the store is no more what was opened: only a new start finds what is there now. A lock or a full disk may pass, and a
 * server may come back.
 */
function isLost({ error }: RunReport, { capabilities }: Store): boolean {
  if (error === undefined || !lostCodes.includes(error.code)) return false;
  return error.code !== 'STORE_UNAVAILABLE' || capabilities.reconnects !== true;
}

const lostCodes: readonly ErrorCode[] = ['STORE_UNAVAILABLE', 'STORE_CORRUPT', 'STORE_SCHEMA'];

/** Loaded only where it is asked for. */
async function openHttpAt(listen: string, environment: Environment, clock: Clock): Promise<Http> {
  return (await import('./http/open-http.js')).openHttp({ listen, environment, clock });
}
