import {
  disabledSinks,
  type EpochMs,
  isUsable,
  localRegisters,
  type MarketCalendar,
  type Settings,
  type Source,
  type Store,
  systemClock,
  toTicker,
} from '@ingest/core';
import { composeSources, redactorOf } from '../compose.js';
import { composeCalendar } from '../compose-calendar.js';
import { composeScorer } from '../compose-scorer.js';
import { type ComposedSinks, composeSinks } from '../compose-sinks.js';
import { intervalsOf } from '../config/intervals.js';
import { type LoadedSettings, loadSettings, type SettingFlags } from '../config/load.js';
import { checkCalendar } from '../doctor/check-calendar.js';
import { checkClock, type SeenClock, skewOf } from '../doctor/check-clock.js';
import { checkQuota } from '../doctor/check-quota.js';
import { checkSink } from '../doctor/check-sink.js';
import { checkSource } from '../doctor/check-source.js';
import { checkStore } from '../doctor/check-store.js';
import type { Finding } from '../doctor/finding.js';
import { exitCodes } from '../exit-codes.js';
import { createOutput, type Output, type OutputOptions } from '../output.js';
import { assess } from '../plan/assess.js';
import { plannedSources } from '../plan/planned-sources.js';
import { createTimetable } from '../plan/timetable.js';
import { count } from '../render/time.js';
import { listenForSignals } from '../signals.js';
import { type SourceHealth, sourceHealth } from '../source-health.js';

export interface DoctorFlags extends SettingFlags, OutputOptions {}

/** `ingest doctor`: looks at everything that a run needs, spends at most one request per source, and says what to do. */
export async function doctor(flags: DoctorFlags): Promise<number> {
  const output = createOutput(flags);
  const loaded = await loadSettings(flags);
  const signals = listenForSignals();
  const { store, finding } = await checkStore(loaded.settings.store);
  try {
    const looked = await look(loaded, store, signals.signal);
    const findings = [configuration(loaded), finding, ...looked.findings];
    print(output, findings, looked.requests);
    return signals.exitCode ?? exitCodeOf(findings);
  } finally {
    await store?.close();
    signals.dispose();
  }
}

async function look(loaded: LoadedSettings, store: Store | null, signal: AbortSignal) {
  const { settings } = loaded;
  const clock = systemClock();
  const redact = redactorOf(loaded);
  // Whoever cannot be made is said before anything is asked.
  await composeScorer(loaded);
  const sinks = await composeSinks(settings, redact, loaded);
  const calendar = composeCalendar(loaded);
  const clocks: SeenClock[] = [];
  const sources = await composeSources(settings.sources, loaded, redact, (name) => async (input, init) => {
    const sentAt = clock.now();
    const response = await fetch(input, init);
    const skewMs = skewOf(response.headers.get('date'), sentAt, clock.now());
    if (skewMs !== null) clocks.push({ source: name, skewMs });
    return response;
  });
  const usable = sources.filter(isUsable);
  const ticker = toTicker(settings.tickers[0] ?? 'AAPL');
  if (ticker === null) throw new TypeError('a ticker that was checked cannot be read');
  const registers = store?.registers ?? localRegisters();
  const checked = [];
  for (const source of sources)
    checked.push(
      await checkSource({
        source,
        ticker,
        tickers: Math.max(1, settings.tickers.length),
        registers,
        clock,
        signal,
        hasOther: usable.length > 0,
      }),
    );
  const known = await registers.list('');
  const healthOf = (source: Source) => sourceHealth(source, known, clock.now());
  const clockFinding = checkClock(clocks);
  const findings: Finding[] = [
    ...checked.map(({ finding }) => ({ ...finding, text: redact(finding.text) })),
    ...(clockFinding === null ? [] : [clockFinding]),
    checkCalendar(calendar, clock.now()),
    ...checkQuotas(settings, calendar, usable, clock.now(), healthOf),
    ...(await lookAtSinks(sinks, store, signal)),
  ];
  return { findings, requests: checked.filter(({ asked }) => asked).length };
}

function checkQuotas(
  settings: Settings,
  calendar: MarketCalendar,
  usable: readonly Source[],
  now: EpochMs,
  healthOf: (source: Source) => SourceHealth,
): readonly Finding[] {
  const tickers = settings.tickers.length;
  if (tickers === 0 || usable.length === 0) return [];
  const timetable = createTimetable({ calendar, ...intervalsOf(settings) }, now);
  return plannedSources(settings, usable).flatMap((planned) => {
    const source = usable.find(({ name }) => name === planned.name);
    if (source === undefined) return [];
    return [checkQuota(assess(planned, tickers, timetable), tickers, settings.schedule.open, healthOf(source))];
  });
}

async function lookAtSinks(
  sinks: ComposedSinks,
  store: Store | null,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  const queues = (await store?.outbox.queues()) ?? [];
  const disabled = store === null ? [] : await disabledSinks(store.registers);
  try {
    return await Promise.all(
      sinks.all.map((sink) =>
        checkSink({
          sink,
          queue: queues.find((queue) => queue.sink === sink.name),
          disabled: disabled.find((one) => one.sink === sink.name),
          signal,
        }),
      ),
    );
  } finally {
    await sinks.close();
  }
}

function configuration({ settings, configPath }: LoadedSettings): Finding {
  const chain = settings.sources.filter(({ enabled }) => enabled).map(({ use, name = use }) => name);
  const where = configPath ?? 'no file: defaults, environment and flags';
  const text = `${where} (${count(settings.tickers.length, 'ticker', 'tickers')}, ${chain.join(' → ')})`;
  const base = { check: 'configuration', area: 'configuration', text } as const;
  if (settings.tickers.length > 0) return { ...base, level: 'ok' };
  return { ...base, level: 'problem', advice: 'name tickers: ingest init --tickers AAPL,MSFT, or --tickers' };
}

function print(output: Output, findings: readonly Finding[], requests: number): void {
  const problems = findings.filter(({ level }) => level === 'problem').length;
  if (output.isJson) {
    output.json({ problems, requests, findings });
    return;
  }
  const { paint } = output.out;
  const signs = { ok: paint.ok(), warning: paint.attention(), problem: paint.failed() } as const;
  const width = Math.max(...findings.map(({ check }) => check.length));
  for (const { check, level, text, advice } of findings) {
    output.data(`${signs[level]} ${check.padEnd(width)}  ${text}`);
    if (advice !== undefined) output.data(`  ${' '.repeat(width)}  ${paint.arrow} ${advice}`);
  }
  const found = problems === 0 ? 'No problem found' : count(problems, 'problem', 'problems');
  output.data(`${found}. Spent ${count(requests, 'API call', 'API calls')}.`);
}

/** The highest of what a run would end with. */
function exitCodeOf(findings: readonly Finding[]): number {
  const codes = {
    configuration: exitCodes.usage,
    source: exitCodes.noSource,
    sink: exitCodes.usage,
    store: exitCodes.store,
  } as const;
  return Math.max(0, ...findings.filter(({ level }) => level === 'problem').map(({ area }) => codes[area]));
}
