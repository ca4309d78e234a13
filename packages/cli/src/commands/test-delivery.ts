import {
  dispositionOf,
  type ErrorReport,
  IngestError,
  millisecondsBetween,
  type Redact,
  type Sink,
  SinkError,
  startDeadline,
  systemChance,
  systemClock,
  testAlert,
  testIncidentId,
  toError,
  untilAborted,
} from '@ingest/core';
import { redactorOf } from '../compose.js';
import { composeSinks } from '../compose-sinks.js';
import { suggestion } from '../config/explain-issue.js';
import { type LoadedSettings, loadSettings, type SettingFlags } from '../config/load.js';
import { exitCodeOfError } from '../exit-code-of.js';
import { exitCodes } from '../exit-codes.js';
import { createOutput, type Output, type OutputOptions } from '../output.js';
import { outputBeside } from '../output-beside.js';
import { listenForSignals } from '../signals.js';

export interface TestDeliveryFlags extends Pick<SettingFlags, 'config'>, OutputOptions {}

/** As long as a delivery of a run may take. */
const longestMs = 10_000;

/** `ingest deliveries test NAME`: sends a test alert through one sink, past the store, and says how that went. */
export async function testDelivery(name: string, flags: TestDeliveryFlags): Promise<number> {
  const loaded = await loadSettings(flags);
  const output = outputFor(name, loaded, createOutput(flags));
  const redact = redactorOf(loaded);
  const sinks = await composeSinks(loaded.settings, redact, loaded);
  const signals = listenForSignals();
  try {
    const tried = await trySink(findSink(sinks.all, name), redact, signals.signal);
    if (signals.exitCode !== null) return signals.exitCode;
    print(tried, output);
    return tried.error === undefined ? exitCodes.ok : exitCodeOfError(tried.error.code);
  } finally {
    await sinks.close();
    signals.dispose();
  }
}

/** What became of the test, as `--json` prints it. */
interface Tried {
  readonly sink: string;
  readonly eventId: string;
  readonly delivered: boolean;
  readonly durationMs: number;
  readonly error?: ErrorReport;
}

async function trySink(sink: Sink, redact: Redact, signal: AbortSignal): Promise<Tried> {
  const clock = systemClock();
  const now = clock.now();
  // Resolved: nobody is paged, and nothing stays open. News it is not, which a receiver would look for in the store.
  const message = testAlert({
    kind: 'DELIVERY_FAILING',
    state: 'resolved',
    incidentId: testIncidentId(now, systemChance()),
    now,
    sentBy: `ingest deliveries test ${sink.name}`,
  });
  const begun = clock.elapsed();
  const facts = () => ({
    sink: sink.name,
    eventId: message.eventId,
    durationMs: Math.round(millisecondsBetween(begun, clock.elapsed())),
  });
  const deadline = startDeadline(clock, longestMs, () => tooSlow(sink), signal);
  try {
    const context = { signal: deadline.signal, now, attempt: 1 };
    await untilAborted(deadline.signal, sink.deliver(message, context));
    return { ...facts(), delivered: true };
  } catch (thrown) {
    return { ...facts(), delivered: false, error: reportOf(thrown, redact) };
  } finally {
    deadline.dispose();
  }
}

const advice: Readonly<Partial<Record<ErrorReport['code'], string>>> = {
  SINK_UNAVAILABLE: 'look whether the receiver runs and can be reached from here, then test it again',
  SINK_REJECTED: 'mend the receiver or the settings of the sink, then test it again',
  SINK_GONE: 'give the sink a place that is there, or take it out of the configuration',
};

function reportOf(thrown: unknown, redact: Redact): ErrorReport {
  if (!IngestError.is(thrown))
    return { code: 'SINK_UNAVAILABLE', message: redact(toError(thrown).message), ...hintFor('SINK_UNAVAILABLE') };
  const { code, message, hint } = thrown;
  return { code, message, ...(hint === undefined ? hintFor(code) : { hint }) };
}

function hintFor(code: ErrorReport['code']): { readonly hint: string } {
  return { hint: advice[code] ?? dispositionOf(code).remedy };
}

function print(tried: Tried, output: Output): void {
  const { sink, eventId, durationMs, error } = tried;
  if (output.isJson) output.json(tried);
  if (error !== undefined) output.complain({ ...error, message: `${error.message} (after ${durationMs} ms)` });
  else output.data(`${output.out.paint.ok()} ${sink} took a test alert in ${durationMs} ms (event ${eventId})`);
}

function findSink(sinks: readonly Sink[], name: string): Sink {
  const sink = sinks.find((one) => one.name === name);
  if (sink !== undefined) return sink;
  const names = sinks.map((one) => one.name);
  const known = names.length === 0 ? '\n  no sink is configured and enabled' : suggestion(name, names);
  throw new IngestError('CONFIG_INVALID', `no sink ${JSON.stringify(name)}${known}`);
}

/** Another sink may own stdout: it is not the one that writes now. */
function outputFor(sink: string, { settings }: LoadedSettings, output: Output): Output {
  const named = ({ use, name = use }: LoadedSettings['settings']['sinks'][number]) => name === sink;
  return outputBeside({ sinks: settings.sinks.filter(named), alerts: settings.alerts.filter(named) }, output);
}

function tooSlow({ name }: Sink): SinkError {
  return new SinkError('SINK_UNAVAILABLE', `${name}: no answer within ${longestMs / 1000} s`, { sink: name });
}
