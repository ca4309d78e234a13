import {
  copyPrefix,
  IngestError,
  type Redact,
  redactor,
  type Source,
  type SourceSettings,
  type Store,
  toError,
} from '@ingest/core';
import { createStore } from '@ingest/storage';
import { builtInSource, type KnownSource } from './built-in.js';
import { settingPath } from './config/explain-issue.js';
import type { LoadedSettings } from './config/load.js';
import type { Environment, Variable } from './env.js';
import type { ChosenStore, ForeignStore } from './extensions/extensions.js';
import { hideOptions } from './extensions/hide-options.js';

/** Which fetch a source speaks through: the machine's, one that records, one that replays. */
export type FetchFor = (source: string) => typeof fetch;

/** What the settings of a source are read with. */
export type Surroundings = Pick<LoadedSettings, 'environment' | 'extensions'>;

/** The source that an entry names; undefined for one from outside that takes no part. */
export function knownSource(
  { use, name = use }: SourceSettings,
  extensions: LoadedSettings['extensions'],
): KnownSource | undefined {
  return builtInSource(use) ?? extensions.sources.get(name);
}

/** Every secret that this configuration knows, taken out of whatever is said or kept. */
export function redactorOf(loaded: Pick<LoadedSettings, 'settings' | 'secrets'> & Surroundings): Redact {
  const keys = loaded.settings.sources.map((entry) => keyOf(entry, loaded)?.value).filter((key) => key !== undefined);
  return redactor([...keys, ...loaded.secrets]);
}

/** The key of a source, and where it comes from: the environment, else the options of its entry in the file. */
export function keyOf(
  entry: SourceSettings,
  { environment, extensions }: Surroundings,
  index = 0,
): Variable | undefined {
  const name = knownSource(entry, extensions)?.keyVariable;
  const variable = typeof name === 'string' ? environment.get(name) : undefined;
  if (variable !== undefined) return variable;
  const { apiKey } = entry.options;
  if (typeof apiKey !== 'string' || apiKey.trim() === '') return undefined;
  return { value: apiKey.trim(), origin: settingPath(['sources', index, 'options', 'apiKey']) };
}

export interface ComposeOptions {
  /** The key of a source. Default: from the environment, else from its options. */
  readonly apiKey?: (entry: SourceSettings) => string | undefined;
  /** The plan of a source whose settings name none. Default: `free`; one from outside has its own. */
  readonly defaultPlan?: string;
}

/** The sources of the chain, in their order; one that is not enabled is left out. */
export async function composeSources(
  entries: readonly SourceSettings[],
  surroundings: Surroundings,
  redact: Redact,
  fetchFor: FetchFor,
  { apiKey = (entry) => keyOf(entry, surroundings)?.value, defaultPlan }: ComposeOptions = {},
): Promise<readonly Source[]> {
  const enabled = entries.filter((entry) => entry.enabled);
  return Promise.all(
    enabled.map(async (entry) => {
      const { use, name = use, timeoutMs, options } = entry;
      const known = knownSource(entry, surroundings.extensions);
      if (known === undefined) throw new IngestError('CONFIG_INVALID', `unknown source ${JSON.stringify(use)}`);
      const { plan = defaultPlan, baseUrl = baseUrlOf(known, surroundings.environment) } = entry;
      const key = known.keyVariable === null ? undefined : apiKey(entry);
      const { createSource } = await known.load();
      const source = await createSource({
        ...options,
        name,
        timeoutMs,
        redact,
        ...(plan === undefined ? {} : { plan }),
        fetch: fetchFor(name),
        ...(key === undefined ? {} : { apiKey: key }),
        ...(baseUrl === undefined ? {} : { baseUrl }),
      });
      if (source.name !== name) throw otherName(use, name, source.name);
      return source;
    }),
  );
}

/** By its name a source is found again, in reports, in recordings and in the store. */
function otherName(use: string, name: string, ownName: string): IngestError {
  const problem = `source ${use} calls itself ${JSON.stringify(ownName)}, and the configuration calls it ${JSON.stringify(name)}`;
  return new IngestError('CONFIG_INVALID', problem, {
    hint: `take its name from the option name, or configure name: ${ownName}`,
  });
}

/** An open store. `create`: whether one that is not there yet is made. */
export async function openStore(chosen: ChosenStore, create: boolean): Promise<Store> {
  const store = await createChosen(chosen);
  if (typeof chosen === 'string') await store.open({ create });
  else await openForeign(store, chosen, create);
  return store;
}

/** What stands in a store that holds a part of another one alone; null for a whole one. */
export async function halfCopyWords({ registers, location }: Store): Promise<string | null> {
  const places = await registers.list(copyPrefix);
  return places.length === 0 ? null : `the store ${location} is a copy that is not finished`;
}

/** CONFIG_INVALID for a store that holds a part of another one alone: a run would take the rest for new. */
export async function assertNoHalfCopy(store: Store): Promise<void> {
  const words = await halfCopyWords(store);
  if (words === null) return;
  throw new IngestError('CONFIG_INVALID', words, {
    hint: 'give the command ingest db copy again that made it, until it says that both are the same',
  });
}

/** The store that was chosen, not opened yet. CONFIG_INVALID for a name of none. */
export async function createChosen(chosen: ChosenStore): Promise<Store> {
  if (typeof chosen === 'string') return createStore(chosen);
  return (await import('./load-extension.js')).makeStore(chosen);
}

/** Whatever a store from outside fails with: it is the store that cannot be opened, and no bug of this program. */
async function openForeign(store: Store, { use, options }: ForeignStore, create: boolean): Promise<void> {
  try {
    await store.open({ create });
  } catch (thrown) {
    if (IngestError.is(thrown)) throw thrown;
    const cause = toError(thrown);
    const said = hideOptions(options)(cause.message);
    throw new IngestError('STORE_UNAVAILABLE', `could not open the store ${store.location}: ${said}`, {
      cause,
      hint: `look at the store ${use}`,
    });
  }
}

function baseUrlOf({ baseUrlVariable }: KnownSource, environment: Environment): string | undefined {
  return baseUrlVariable === null ? undefined : environment.get(baseUrlVariable)?.value;
}
