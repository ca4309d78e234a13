import { dirname, resolve } from 'node:path';
import { IngestError, type Settings, settings as settingsSchema, toTicker } from '@ingest/core';
import { builtInScorerNames, builtInSink, builtInSource, isPath, isStoreModule } from '../built-in.js';
import { sinkLists, type WhereIs } from '../compose-sinks.js';
import { type Environment, httpTokenVariable, readEnvironment } from '../env.js';
import { type ChosenStore, type Extensions, noExtensions } from '../extensions/extensions.js';
import { expandVariables } from './expand.js';
import { explainIssue, settingPath } from './explain-issue.js';
import { findConfigFile } from './find-file.js';
import { type ConfigFile, readConfigFile } from './read-file.js';

/** Settings as flags give them; each beats the environment, `.env` and the file. */
export interface SettingFlags {
  readonly config?: string;
  readonly tickers?: string;
  readonly source?: string;
  readonly mode?: string;
  readonly store?: string;
  readonly scorer?: string;
}

export interface LoadedSettings {
  readonly settings: Settings & { readonly store: ChosenStore };
  /** What the settings name that does not come with this program. */
  readonly extensions: Extensions;
  /** Where each top-level setting came from, for people. */
  readonly origins: ReadonlyMap<keyof Settings, string>;
  /** File, line and column, or flag or variable, that a setting came from: to be put before a message. */
  readonly whereIs: WhereIs;
  readonly configPath: string | null;
  readonly environment: Environment;
  /** Values that must never be seen. */
  readonly secrets: readonly string[];
}

/** Flags and environment variables that stand for a top-level setting of the file. */
const overrides: readonly Override[] = [
  { setting: 'tickers', variable: 'INGEST_TICKERS', isList: true, flag: 'tickers', option: '--tickers' },
  { setting: 'sources', variable: 'INGEST_SOURCES', isList: true, flag: 'source', option: '--source' },
  { setting: 'mode', variable: 'INGEST_MODE', isList: false, flag: 'mode', option: '--mode' },
  { setting: 'store', variable: 'INGEST_STORE', isList: false, flag: 'store', option: '--store' },
  { setting: 'heartbeat', variable: 'INGEST_HEARTBEAT', isList: false },
  { setting: 'sentiment', variable: 'INGEST_SCORER', isList: false, flag: 'scorer', option: '--scorer' },
];

interface Override {
  readonly setting: keyof Settings;
  readonly variable: string;
  /** Whether its text is a list, with commas. */
  readonly isList: boolean;
  readonly flag?: keyof SettingFlags;
  readonly option?: string;
}

/** File, then `.env`, then environment, then flags; checked once. Rejects with CONFIG_INVALID that names the setting. */
export async function loadSettings(flags: SettingFlags, cwd = workingDirectory()): Promise<LoadedSettings> {
  const configPath = flags.config === undefined ? findConfigFile(cwd) : resolve(cwd, flags.config);
  const environment = readEnvironment(configPath === null ? cwd : dirname(configPath));
  const file = configPath === null ? null : await readConfigFile(configPath);
  return settingsOf({ flags, environment, file, configPath, cwd });
}

/** Where settings are taken from. */
export interface SettingSources {
  readonly flags: SettingFlags;
  readonly environment: Environment;
  /** Null: there is none. */
  readonly file: ConfigFile | null;
  /** Of the file, where it is one on this machine: modules in it are named from its folder. */
  readonly configPath: string | null;
  /** The folder from which everything else is named. */
  readonly cwd: string;
}

/** File, then environment, then flags; checked once. Rejects with CONFIG_INVALID that names the setting. */
export async function settingsOf({
  flags,
  environment,
  file,
  configPath,
  cwd,
}: SettingSources): Promise<LoadedSettings> {
  const expanded = expandVariables(file?.data ?? {}, environment, (path) => file?.placeOf(path) ?? settingPath(path));
  const raw = { ...(expanded.value as Record<string, unknown>) };
  const origins = new Map<keyof Settings, string>();
  for (const key of Object.keys(settingsSchema.shape) as (keyof Settings)[]) {
    origins.set(key, key in raw && file !== null ? file.path : 'default');
  }
  for (const { setting, flag, option = '', variable, isList } of overrides) {
    const given = flag === undefined ? undefined : flags[flag];
    const found = given === undefined ? environment.get(variable) : { value: given, origin: option };
    if (found === undefined) continue;
    const value = isList ? found.value.split(',').map((part) => part.trim()) : found.value;
    if (setting === 'sources') raw.sources = keepEntries(value as string[], raw.sources, cwd);
    else raw[setting] = setting === 'sentiment' ? { scorer: value } : value;
    origins.set(setting, given === undefined ? `${variable} (${found.origin})` : option);
  }
  const whereIs = whereIn(file, origins);
  const from = configPath === null ? cwd : dirname(configPath);
  const { settings, extensions } = await completed(checked(raw, whereIs), { from, cwd, whereIs, origins });
  assertNames(settings, whereIs);
  const httpToken = environment.get(httpTokenVariable);
  // Those of sinks are known to the sinks: a header may be an ordinary word, and the news is not to lose it.
  const secrets = [
    ...expanded.secrets,
    ...(httpToken === undefined ? [] : [httpToken.value]),
    ...(settings.heartbeat === undefined ? [] : [settings.heartbeat]),
    ...settings.sources.flatMap(({ options }) => secretOptions(options)),
    ...(typeof settings.store === 'string' ? [] : secretOptions(settings.store.options)),
    ...(typeof settings.sentiment.scorer === 'string' ? [] : secretOptions(settings.sentiment.scorer.options)),
  ];
  return { settings, extensions, origins, whereIs, configPath, environment, secrets };
}

function workingDirectory(): string {
  try {
    return process.cwd();
  } catch (error) {
    throw new IngestError('CONFIG_INVALID', 'the working directory is gone', {
      hint: 'change to another one',
      cause: error,
    });
  }
}

/** A key written into the file all the same: it must be seen no more than one in the environment. */
function secretOptions(options: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.entries(options).flatMap(([name, value]) =>
    typeof value === 'string' && /key|token|secret|password/i.test(name) ? [value] : [],
  );
}

/** A chain named by a flag keeps what the file says of its sources; a path in it begins where the command was given. */
function keepEntries(names: readonly string[], configured: unknown, cwd: string): readonly unknown[] {
  const entries: readonly unknown[] = Array.isArray(configured) ? configured : [];
  return names.map(
    (name) => entries.find((entry) => isNamed(entry, name)) ?? (isPath(name) ? resolve(cwd, name) : name),
  );
}

interface Surroundings extends Pick<LoadedSettings, 'whereIs' | 'origins'> {
  /** The folder of the configuration file. */
  readonly from: string;
  readonly cwd: string;
}

/** The settings with what comes from outside, for which more code is loaded only where there is some. */
async function completed(
  settings: Settings,
  { from, cwd, whereIs, origins }: Surroundings,
): Promise<Pick<LoadedSettings, 'settings' | 'extensions'>> {
  const {
    sources,
    store,
    sentiment: { scorer },
  } = settings;
  const isBuiltIn =
    typeof scorer === 'string' &&
    builtInScorerNames.includes(scorer) &&
    sources.every(({ use }) => builtInSource(use) !== undefined) &&
    sinkLists.every((list) => settings[list].every(({ use }) => builtInSink(use) !== undefined));
  if (isBuiltIn && typeof store === 'string' && !isStoreModule(store))
    return { settings: { ...settings, store }, extensions: noExtensions };
  const { resolveParts } = await import('../extensions/resolve-parts.js');
  const isConfigured = (setting: keyof Settings) => !/^(?:--|INGEST_)/.test(origins.get(setting) ?? '');
  const isStoreConfigured = isConfigured('store');
  const storeFrom = isStoreConfigured ? from : cwd;
  const scorerFrom = isConfigured('sentiment') ? from : cwd;
  const places = { from, storeFrom, isStoreConfigured, scorerFrom };
  const { extensions, ...parts } = await resolveParts({ settings, whereIs, ...places });
  return { settings: { ...settings, ...parts }, extensions };
}

function isNamed(entry: unknown, name: string): boolean {
  if (typeof entry !== 'object' || entry === null) return false;
  const { use, name: ownName = use } = entry as { use?: unknown; name?: unknown };
  return ownName === name;
}

function whereIn(file: ConfigFile | null, origins: LoadedSettings['origins']): WhereIs {
  return (path) => {
    const origin = origins.get(path[0] as keyof Settings);
    if (file === null || (origin !== undefined && origin !== file.path))
      return origin === undefined ? '' : `${origin}: `;
    return `${file.placeOf(path)}  `;
  };
}

function checked(raw: Record<string, unknown>, whereIs: WhereIs): Settings {
  const result = settingsSchema.safeParse(raw);
  if (!result.success) {
    const lines = result.error.issues.map((issue) => {
      const path = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : issue.path;
      return whereIs(path) + explainIssue(issue, shownAt(raw, issue.path), knownKeysAt(issue.path));
    });
    throw new IngestError('CONFIG_INVALID', lines.join('\n'));
  }
  result.data.tickers.forEach((text, index) => {
    if (toTicker(text) !== null) return;
    throw new IngestError('CONFIG_INVALID', `${whereIs(['tickers', index])}${JSON.stringify(text)} is not a ticker`, {
      hint: 'expected letters and digits, with a dot before the class of a share: AAPL, BRK.B',
    });
  });
  return result.data;
}

function assertNames({ sources }: Settings, whereIs: WhereIs): void {
  const names = sources.map(({ use, name = use }) => name);
  names.forEach((name, index) => {
    if (names.indexOf(name) === index) return;
    throw new IngestError(
      'CONFIG_INVALID',
      `${whereIs(['sources', index])}sources[${index}]: two sources are named ${JSON.stringify(name)}`,
      {
        hint: 'give one of them another name: { use: tiingo, name: spare }',
      },
    );
  });
}

function knownKeysAt(path: readonly PropertyKey[]): readonly string[] {
  if (path.length === 0) return Object.keys(settingsSchema.shape);
  if (path[0] === 'store') return ['use', 'options'];
  if (path[0] === 'sentiment') return path.length === 1 ? ['scorer'] : ['use', 'options'];
  if (path[0] === 'schedule') return path.length === 1 ? ['calendar', 'open', 'closed', 'closures', 'earlyCloses'] : [];
  return path[0] === 'sources' ? ['use', 'name', 'enabled', 'timeoutMs', 'baseUrl', 'plan', 'options'] : [];
}

/** The value of a setting as a message may quote it: what stands in the place of a sink may be its url, and that a secret. */
function shownAt(raw: Record<string, unknown>, path: readonly PropertyKey[]): unknown {
  const value = valueAt(raw, path);
  const isName = ['use', 'name', 'enabled'].includes(String(path.at(-1)));
  return (path[0] === 'heartbeat' || sinkLists.some((list) => list === path[0])) && !isName && value !== undefined
    ? '***'
    : value;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((inner, key) => (inner as Record<PropertyKey, unknown> | undefined)?.[key], value);
}
