import type { BuiltInSource } from '@ingest/adapters';
import { IngestError, type Redact, redactor, type Source, type SourceSettings, type Store } from '@ingest/core';
import { createStore } from '@ingest/storage';
import { builtInSource } from './built-in.js';
import { settingPath } from './config/explain-issue.js';
import type { LoadedSettings } from './config/load.js';
import type { Environment, Variable } from './env.js';

/** Which fetch a source speaks through: the machine's, one that records, one that replays. */
export type FetchFor = (source: string) => typeof fetch;

/** Every secret that this configuration knows, taken out of whatever is said or kept. */
export function redactorOf({ settings, environment, secrets }: LoadedSettings): Redact {
  const keys = settings.sources.map((entry) => keyOf(entry, environment)?.value).filter((key) => key !== undefined);
  return redactor([...keys, ...secrets]);
}

/** The key of a source, and where it comes from: the environment, else the options of its entry in the file. */
export function keyOf({ use, options }: SourceSettings, environment: Environment, index = 0): Variable | undefined {
  const { keyVariable } = builtIn(use);
  if (keyVariable === null) return undefined;
  const variable = environment.get(keyVariable);
  if (variable !== undefined) return variable;
  const { apiKey } = options;
  if (typeof apiKey !== 'string' || apiKey.trim() === '') return undefined;
  return { value: apiKey.trim(), origin: settingPath(['sources', index, 'options', 'apiKey']) };
}

export interface ComposeOptions {
  /** The key of a source. Default: from the environment, else from its options. */
  readonly apiKey?: (entry: SourceSettings) => string | undefined;
  /** The plan of a source whose settings name none. Default: `free`. */
  readonly defaultPlan?: string;
}

/** The sources of the chain, in their order; one that is not enabled is left out. */
export async function composeSources(
  entries: readonly SourceSettings[],
  environment: Environment,
  redact: Redact,
  fetchFor: FetchFor,
  { apiKey = (entry) => keyOf(entry, environment)?.value, defaultPlan = 'free' }: ComposeOptions = {},
): Promise<readonly Source[]> {
  const enabled = entries.filter((entry) => entry.enabled);
  return Promise.all(
    enabled.map(async (entry) => {
      const { use, name = use, timeoutMs, plan = defaultPlan, options, baseUrl = baseUrlOf(use, environment) } = entry;
      const key = builtIn(use).keyVariable === null ? undefined : apiKey(entry);
      const { createSource } = await builtIn(use).load();
      return createSource({
        ...options,
        name,
        timeoutMs,
        plan,
        redact,
        fetch: fetchFor(name),
        ...(key === undefined ? {} : { apiKey: key }),
        ...(baseUrl === undefined ? {} : { baseUrl }),
      });
    }),
  );
}

/** An open store. `create`: whether one that is not there yet is made. */
export async function openStore(url: string, create: boolean): Promise<Store> {
  const store = await createStore(url);
  await store.open({ create });
  return store;
}

function builtIn(use: string): BuiltInSource {
  const source = builtInSource(use);
  if (source === undefined) throw new IngestError('CONFIG_INVALID', `unknown source ${JSON.stringify(use)}`);
  return source;
}

function baseUrlOf(use: string, environment: Environment): string | undefined {
  const { baseUrlVariable } = builtIn(use);
  return baseUrlVariable === null ? undefined : environment.get(baseUrlVariable)?.value;
}
