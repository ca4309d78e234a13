import {
  type Clock,
  DAY_MS,
  type ErrorCode,
  type ErrorReport,
  type EventReader,
  type MarketCalendar,
  onceADay,
  type RunReport,
  runLease,
  type SlotSchedule,
  type Store,
  systemChance,
  systemClock,
  tellAll,
} from '@ingest/core';
import { composeSources, openStore, redactorOf } from '../compose.js';
import { composeCalendar } from '../compose-calendar.js';
import { composeIngest } from '../compose-ingest.js';
import { type ComposedSinks, composeSinks } from '../compose-sinks.js';
import { assertRunnable } from '../config/assert-runnable.js';
import { intervalsOf } from '../config/intervals.js';
import type { LoadedSettings } from '../config/load.js';
import type { Environment } from '../env.js';
import { exitCodes } from '../exit-codes.js';
import { composeHeartbeat } from '../heartbeat.js';
import { keptMs } from '../kept.js';
import { logTo } from '../log.js';
import type { Output } from '../output.js';
import { progressOn } from '../progress.js';
import { noteTo } from '../run/record.js';
import { deliverBeside } from './deliver-beside.js';
import type { Http } from './http/open-http.js';
import { lookAround } from './look-around.js';
import { runSlots } from './loop.js';
import { recordRuns } from './record-runs.js';
import { runLinesOn } from './run-line.js';
import { tellTrouble } from './tell-trouble.js';

export interface WatchCommand {
  readonly loaded: LoadedSettings;
  readonly output: Output;
  readonly flags: {
    readonly record?: string;
    readonly http?: string;
    readonly quiet?: boolean;
    readonly verbose?: boolean;
  };
  readonly signal: AbortSignal;
}

/** Collects at every slot, delivers and looks for trouble beside, until it is told to stop. */
export async function watch({ loaded, output, flags, signal }: WatchCommand): Promise<number> {
  const { settings } = loaded;
  const redact = redactorOf(loaded);
  // Said before the store is touched.
  assertRunnable(settings, await composeSources(settings.sources, loaded, redact, () => fetch));
  const schedule = { calendar: composeCalendar(loaded), ...intervalsOf(settings) };
  const sinks = await composeSinks(settings, redact, loaded);
  try {
    return await watchWith({ loaded, output, flags, signal, sinks, schedule });
  } finally {
    await sinks.close();
  }
}

interface Prepared extends WatchCommand {
  readonly sinks: ComposedSinks;
  readonly schedule: SlotSchedule & { readonly calendar: MarketCalendar };
}

async function watchWith({ loaded, output, flags, signal, sinks, schedule }: Prepared): Promise<number> {
  const { settings, environment } = loaded;
  const [clock, chance, redact] = [systemClock(), systemChance(), redactorOf(loaded)];
  const progress = progressOn(output, !flags.quiet);
  const log = logTo(output, redact, { ...flags, unwatched: 'info' }, progress.done);
  const heartbeat = await composeHeartbeat(settings, redact, output, progress.done);
  const lines = runLinesOn(output, schedule);
  const complain = (report: ErrorReport) => {
    progress.done();
    output.complain(report);
  };
  const onError = tellTrouble({ clock, redact, complain });
  const reading = { kind: 'new', firstMs: DAY_MS } as const;
  const recordTrouble = (message: string) => output.note(`! ${redact(message)}`);
  const recorder = await recordRuns({
    directory: flags.record,
    onTrouble: recordTrouble,
    settings,
    reading,
    clock,
    redact,
  });
  const sources = await composeSources(settings.sources, loaded, redact, recorder.fetchFor);
  const http = flags.http === undefined ? null : await openHttpAt(flags.http, environment, clock);
  let store: Store | null = null;
  const stop = new AbortController();
  const stopping = AbortSignal.any([signal, stop.signal]);
  // Whoever asks whether it is ready hears at once that it is not.
  stopping.addEventListener('abort', () => void http?.close(), { once: true });
  try {
    store = await openStore(settings.store, true);
    http?.show({ store, sources, sinks: sinks.all, schedule });
    const { maintenance, registers } = store;
    const wakeOnNews: EventReader = ({ type }) => {
      if (type === 'page:committed' || type.startsWith('incident:')) deliveries.wake();
    };
    const readers = [progress.read, log.read, noteTo(() => recorder.current), lines.read, wakeOnNews, heartbeat.read];
    const onEvent = tellAll([...readers, http?.read ?? (() => {})]);
    const ingest = composeIngest(
      loaded,
      { sources, sinks, store, onEvent },
      { reading, leaseName: runLease, deliver: 'queue' },
    );
    const shared = { ingest, clock, onError, signal: stopping };
    const deliveries = deliverBeside({ ...shared, sinks: sinks.all });
    const looking = lookAround({ ...shared, isBusy: () => isRunning });
    let isRunning = false;
    let lost: RunReport['error'];
    const prune = async () => {
      await maintenance.prune({ eventsBefore: clock.now() - keptMs, storiesBefore: null });
    };
    lines.begin();
    if (http !== null && output.out.isTty) output.line(`serving ${http.url}`);
    const run = async (): Promise<RunReport> => {
      isRunning = true;
      const report = await recorder
        .during(() => ingest.run({ signal }))
        .finally(() => {
          isRunning = false;
        });
      progress.done();
      lines.ended(report);
      if (isLost(report)) {
        lost = report.error;
        stop.abort();
      }
      if (!signal.aborted) await onceADay(registers, 'prune', clock.now(), prune).catch(onError);
      return report;
    };
    try {
      const onTurn = http?.turn ?? (() => {});
      const slots = { schedule, clock, chance, registers, leaseName: runLease, run, signal: stopping };
      await runSlots({ ...slots, onEvent, onTurn, onError });
    } finally {
      // Whatever ended the loop ends those beside it.
      stop.abort();
      await Promise.allSettled([deliveries.ended, looking]);
    }
    await log.flush();
    if (lost === undefined) return exitCodes.ok;
    complain(lost);
    return exitCodes.store;
  } finally {
    await http?.close();
    await heartbeat.settled();
    await store?.close();
  }
}

/** Whether the store is no more what was opened: only a new start finds what is there now. A lock or a full disk may pass. */
function isLost({ error }: RunReport): boolean {
  return error !== undefined && lostCodes.includes(error.code);
}

const lostCodes: readonly ErrorCode[] = ['STORE_UNAVAILABLE', 'STORE_CORRUPT', 'STORE_SCHEMA'];

/** Loaded only where it is asked for. */
async function openHttpAt(listen: string, environment: Environment, clock: Clock): Promise<Http> {
  return (await import('./http/open-http.js')).openHttp({ listen, environment, clock });
}
