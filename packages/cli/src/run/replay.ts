import { hash } from 'node:crypto';
import { statSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { createReplayClock, openRecordings, type Recording, type RecordingRules } from '@ingest/adapters/exchange';
import {
  createIngest,
  DAY_MS,
  dispositionOf,
  IngestError,
  Ledger,
  namedSource,
  type RunReport,
  type SourceSettings,
  seededChance,
  systemClock,
  type Ticker,
  toTicker,
} from '@ingest/core';
import { builtInSource, builtInSourceNames } from '../built-in.js';
import { composeSources, knownSource, openStore, redactorOf } from '../compose.js';
import { composeMarket } from '../compose-market.js';
import { composeScorer } from '../compose-scorer.js';
import { composeSinks } from '../compose-sinks.js';
import type { LoadedSettings } from '../config/load.js';
import { exitCodeOfReport } from '../exit-code-of.js';
import { logTo } from '../log.js';
import { outputBeside } from '../output-beside.js';
import { claimReplay } from './claim-replay.js';
import { type RunCommand, readingOf, worst } from './context.js';
import { printReplay } from './print-replay.js';
import { recordedReading } from './recorded-reading.js';
import { asksNothing, asksSomething, recordedBatching } from './replay-plan.js';
import { restingSources } from './resting-sources.js';

/** What a replay writes to when nothing else is named, so that it never mixes with what was collected. */
const defaultStore = 'sqlite:replay.db';
const memory = 'memory:';

/** A recording by another tool has its times from a clock, and at times from a zone, that we know nothing of. */
const foreignToleranceMs = DAY_MS;

/** Runs the whole pipeline on recordings: no network, no key, no waiting. */
export async function runReplay(command: RunCommand, path: string): Promise<number> {
  const { flags, loaded, signal } = command;
  const output = flags.deliver ? outputBeside(loaded.settings, command.output) : command.output;
  if (flags.record !== undefined) {
    throw new IngestError('CONFIG_INVALID', '--record does not go with --replay', {
      hint: 'a replay exchanges nothing that could be recorded',
    });
  }
  // A replay goes through gigabytes: a young heap that grows buys little time for tens of megabytes. At the start of a short
  // run, a small one costs a quarter of it.
  setFlagsFromString('--semi-space-growth-factor=1');
  const redact = redactorOf(loaded);
  const entries = allEntries(loaded);
  const recordings = await openRecordings(path, await rulesOf(command, entries));
  const all = await Promise.all(recordings.map((recording) => planReplay(recording)));
  const planned = all.filter(({ batching, sources, tickers }) => asksSomething(batching, sources, tickers));
  // A replay that would ask nothing proves nothing; said before there is a store.
  if (planned.length === 0)
    throw asksNothing(path, recordings, flags.source !== undefined || flags.tickers !== undefined);
  const location = loaded.origins.get('store') === 'default' ? defaultStore : loaded.settings.store;
  const scorer = await composeScorer(loaded);
  const sinks = await composeSinks(loaded.settings, redact, loaded);
  // A dry run counts as on an empty store: each recording has to see what the one before it brought.
  const store = await openStore(flags.dryRun ? memory : location, true);
  // What went wrong in a recording is its content, not news for an operator.
  const log = logTo(output, redact, { ...flags, quiet: !flags.verbose });
  const ledger = new Ledger();
  const market = composeMarket(loaded);
  const reports: RunReport[] = [];
  try {
    for (const plan of planned) {
      reports.push(await replayOne(plan));
      if (signal.aborted || endsSequence(reports.at(-1))) break;
    }
    await log.flush();
    if (output.isJson || flags.quiet) for (const { error } of reports) if (error !== undefined) output.complain(error);
    if (output.isJson) output.json(isDirectory(path) ? reports : reports[0]);
    else {
      const kept = flags.dryRun || location === memory ? null : location;
      await printReplay(output, { path, location: kept, reports, store });
    }
    return worst(reports.map(exitCodeOfReport));
  } finally {
    await sinks.close();
    for (const recording of recordings) await recording.close();
    await store.close();
  }

  async function planReplay(recording: Recording) {
    const clock = createReplayClock(recording.startedAt);
    // What is said of a request names the host that was asked then, wherever the source is asked now.
    const chain = chainOf(command, entries, recording).map((entry) => {
      const baseUrl = recording.baseUrl(entry.name ?? entry.use);
      return baseUrl === null ? entry : { ...entry, baseUrl };
    });
    const fetchFor = (name: string) => recording.fetchFor(name, clock);
    const sources = await composeSources(chain, loaded, redact, fetchFor, {
      apiKey: () => 'replay',
      // What was recorded was allowed then.
      defaultPlan: 'none',
    });
    const tickers = flags.tickers === undefined ? recording.tickers : tickersOf(loaded.settings.tickers);
    const recorded = new Set(recording.tickers);
    const resting = new Set<string>();
    const batching = recordedBatching(
      recording,
      (ticker) => flags.tickers !== undefined && !recorded.has(ticker),
      (source) => resting.has(source),
    );
    return { recording, clock, sources, tickers, batching, resting };
  }

  async function replayOne(plan: Awaited<ReturnType<typeof planReplay>>): Promise<RunReport> {
    const { recording, clock, sources, tickers, batching, resting } = plan;
    // Not those whose rest ends meanwhile: what they would be asked then is not in the recording.
    for (const name of await restingSources(ledger.registers, sources, recording.endedAt)) resting.add(name);
    const ingest = createIngest({
      tickers,
      sources,
      store,
      clock,
      chance: seededChance(seedOf(recording, await claimReplay(store))),
      mode: flags.mode === undefined && recording.mode === 'parallel' ? 'parallel' : loaded.settings.mode,
      reading: readingOf(flags, recording.startedAt, recordedReading(recording, ledger)),
      ...(recording.mode === null ? { futureToleranceMs: foreignToleranceMs } : {}),
      writes: 'news',
      scorer,
      sinks: sinks.news,
      alertSinks: sinks.alerts,
      market,
      deliver: flags.deliver ? 'send' : 'keep',
      // What is sent is due by the recording, and takes the time that it takes.
      deliveryClock: { ...systemClock(), now: clock.now },
      ledger,
      redact,
      onEvent: log.read,
      batching,
    });
    const report = await ingest.run({ signal });
    const left = recording.leftOver();
    const warning = `${left} of ${recording.entries} recorded exchanges were not asked for`;
    return left === 0 ? report : { ...report, warnings: [...report.warnings, warning] };
  }
}

/** The configured sources, and those that come with the program: a recording may hold any of them. */
function allEntries({ settings, extensions }: LoadedSettings): readonly SourceSettings[] {
  // One from outside that takes no part is not loaded.
  const configured = settings.sources.filter((entry) => knownSource(entry, extensions) !== undefined);
  const names = new Set(configured.map(({ use, name = use }) => name));
  // One whose address only its options tell can be in none.
  const others = builtInSourceNames.filter((name) => !names.has(name) && builtInSource(name)?.defaultBaseUrl !== null);
  return [...configured, ...others.map(namedSource)];
}

/** The recorded chain, unless a flag names another. */
function chainOf(
  { flags, loaded }: RunCommand,
  entries: readonly SourceSettings[],
  { sources }: Recording,
): readonly SourceSettings[] {
  if (flags.source !== undefined) return loaded.settings.sources;
  return sources.flatMap((recorded) => entries.filter(({ use, name = use }) => name === recorded));
}

async function rulesOf(
  { loaded }: RunCommand,
  entries: readonly SourceSettings[],
): Promise<ReadonlyMap<string, RecordingRules>> {
  const rules = new Map<string, RecordingRules>();
  const all = entries.map((entry) => ({ ...entry, enabled: true }));
  const sources = await composeSources(all, loaded, redactorOf(loaded), () => fetch, {
    apiKey: () => undefined,
  });
  sources.forEach(({ name, replay, capabilities: { isUnfiltered = false } }, index) => {
    const known = builtInSource(all[index]?.use ?? '') ?? loaded.extensions.sources.get(name);
    const { baseUrl, emptyBody } = replay;
    const baseUrls = typeof known?.defaultBaseUrl === 'string' ? [known.defaultBaseUrl] : [];
    rules.set(name, { baseUrl, emptyBody, baseUrls, isUnfiltered, tickersOf: (url) => replay.tickersOf(url) });
  });
  return rules;
}

function tickersOf(names: readonly string[]): readonly Ticker[] {
  return names.map(toTicker).filter((ticker) => ticker !== null);
}

/** Ids of a replay depend on the recording and on how many events the store has seen, and on nothing else. */
function seedOf({ seed }: Recording, events: number): number {
  return Number.parseInt(hash('sha256', `${seed} ${events}`, 'hex').slice(0, 8), 16);
}

/** A broken store or a recording that does not fit ends the sequence; a bad day of a provider is what it is about. */
function endsSequence(report: RunReport | undefined): boolean {
  if (report?.error === undefined) return false;
  const { family } = dispositionOf(report.error.code);
  return family === 'store' || family === 'replay' || family === 'config';
}

function isDirectory(path: string): boolean {
  return statSync(path).isDirectory();
}
