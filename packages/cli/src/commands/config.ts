import { redactUrl, type Settings, type SourceSettings } from '@ingest/core';
import { builtInSource } from '../built-in.js';
import { composeSources, createChosen, keyOf, knownSource, redactorOf } from '../compose.js';
import { composeScorer } from '../compose-scorer.js';
import { composeSinks, withoutSinkSecrets } from '../compose-sinks.js';
import { assertRunnable } from '../config/assert-runnable.js';
import { type LoadedSettings, loadSettings, type SettingFlags } from '../config/load.js';
import type { ChosenStore } from '../extensions/extensions.js';
import { createOutput, type OutputOptions } from '../output.js';
import { count } from '../render/time.js';

export interface ConfigFlags extends SettingFlags, OutputOptions {}

/** `ingest config show`: every setting with its value and where it came from; secrets hidden. */
export async function showConfig(flags: ConfigFlags): Promise<number> {
  const output = createOutput(flags);
  const loaded = await loadSettings(flags);
  const redact = redactorOf(loaded);
  const rows = [...settingRows(loaded), ...keyRows(loaded)].map((row) => ({
    ...row,
    value: JSON.parse(redact(JSON.stringify(row.value))) as unknown,
  }));
  if (output.isJson) {
    output.json({ file: loaded.configPath, settings: rows });
    return 0;
  }
  output.data(loaded.configPath ?? 'no configuration file: defaults, environment and flags only');
  const width = Math.max(...rows.map(({ setting }) => setting.length));
  for (const { setting, value, origin } of rows) {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    output.data(`  ${setting.padEnd(width)}  ${text}   ${output.out.paint.dim(origin)}`);
  }
  return 0;
}

/** `ingest config validate`: says whether a run could use the configuration, and what it would do without. */
export async function validateConfig(flags: ConfigFlags): Promise<number> {
  const output = createOutput(flags);
  const loaded = await loadSettings(flags);
  const { settings, configPath, environment } = loaded;
  await createChosen(settings.store);
  await composeScorer(loaded);
  await composeSinks(settings, redactorOf(loaded), loaded);
  // Loaded here alone: showing the settings needs no calendar.
  (await import('../compose-calendar.js')).composeCalendar(loaded);
  // Each source checks its own options.
  const sources = await composeSources(settings.sources, loaded, redactorOf(loaded), () => fetch);
  assertRunnable(settings, sources);
  const chain = sources.map(({ name }) => name);
  const warnings = [
    ...environment.skipped.map((place) => `${place} is no assignment, such as NAME=value, and was skipped`),
    ...keyRows(loaded)
      .filter(({ value }) => value === notSet)
      .map(({ setting }) => `${setting} is not set`),
  ];
  if (output.isJson) output.json({ valid: true, file: configPath, warnings });
  else {
    const where = configPath ?? 'no file';
    output.data(
      `${output.out.paint.ok()} configuration   ${where} (${count(settings.tickers.length, 'ticker', 'tickers')}, ${chain.join(` ${output.out.paint.arrow} `)})`,
    );
    for (const text of warnings) output.data(`${output.out.paint.attention()} ${text}`);
  }
  return 0;
}

interface Row {
  readonly setting: string;
  readonly value: unknown;
  readonly origin: string;
}

function settingRows({ settings, origins }: LoadedSettings): readonly Row[] {
  return [...origins].map(([setting, origin]) => {
    const value = shownValue(settings, setting);
    return { setting, value, origin };
  });
}

const notSet = 'not set';

/** A url may be a secret. */
function shownValue(settings: LoadedSettings['settings'], setting: keyof Settings): unknown {
  switch (setting) {
    case 'sinks':
    case 'alerts':
      return settings[setting].map(withoutSinkSecrets);
    case 'sources':
      return settings.sources.map(withoutForeignOptions);
    case 'store':
      return shownStore(settings.store);
    case 'sentiment':
      return { scorer: shownPart(settings.sentiment.scorer) };
    case 'heartbeat':
      return settings.heartbeat === undefined ? notSet : '***';
    default:
      return settings[setting];
  }
}

/** What the options of a source from outside mean only the source knows: any of them may be a secret. */
function withoutForeignOptions(entry: SourceSettings): SourceSettings {
  return builtInSource(entry.use) === undefined ? { ...entry, options: hidden(entry.options) } : entry;
}

function shownStore(store: ChosenStore): unknown {
  return typeof store === 'string' ? redactUrl(store) : shownPart(store);
}

/** A part from outside: which of its options are secrets only it knows. */
function shownPart(part: Settings['sentiment']['scorer']): unknown {
  if (typeof part === 'string') return part;
  const { use, options } = part;
  return Object.keys(options).length === 0 ? use : { use, options: hidden(options) };
}

function hidden(options: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.keys(options).map((name) => [name, '***']));
}

/** Keys of the sources that are asked are shown as set or not, never as they are. */
function keyRows({ settings, environment, extensions }: LoadedSettings): readonly Row[] {
  const rows = settings.sources.flatMap((entry, index) => {
    const source = knownSource(entry, extensions);
    if (source === undefined || !entry.enabled) return [];
    const { keyVariable, baseUrlVariable } = source;
    const key = keyOf(entry, { environment, extensions }, index);
    const baseUrl = baseUrlVariable === null ? undefined : environment.get(baseUrlVariable);
    return [
      ...(keyVariable === null
        ? []
        : [{ setting: keyVariable, value: key === undefined ? notSet : '***', origin: key?.origin ?? '' }]),
      ...(baseUrlVariable === null || baseUrl === undefined
        ? []
        : [{ setting: baseUrlVariable, value: redactUrl(baseUrl.value), origin: baseUrl.origin }]),
    ];
  });
  // Several entries may be of one source, with one key.
  return [...new Map(rows.map((row) => [`${row.setting} ${row.origin}`, row])).values()];
}
