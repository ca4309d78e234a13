import type { BuiltInSource } from '@ingest/adapters';
import { IngestError, type Redact, redactor, type Source, type SourceSettings, type Store } from '@ingest/core';
import { createStore } from '@ingest/storage';
import { builtInSource } from './built-in.js';
import type { LoadedSettings } from './config/load.js';
import type { Environment } from './env.js';

/** Which fetch a source speaks through: the machine's, one that records, one that replays. */
export type FetchFor = (source: string) => typeof fetch;

/** Every secret that this configuration knows, taken out of whatever is said or kept. */
export function redactorOf({ settings, environment, secrets }: LoadedSettings): Redact {
  const keys = settings.sources.map(({ use }) => keyOf(use, environment)).filter((key) => key !== undefined);
  return redactor([...keys, ...secrets]);
}

export interface ComposeOptions {
  /** The key of a source. Default: from the environment. */
  readonly apiKey?: (use: string) => string | undefined;
  /** The plan of a source whose settings name none. Default: `free`. */
  readonly defaultPlan?: string;
}

/** The sources of the chain, in their order; one that is not enabled is left out. */
export async function composeSources(
  entries: readonly SourceSettings[],
  environment: Environment,
  redact: Redact,
  fetchFor: FetchFor,
  { apiKey = (use) => keyOf(use, environment), defaultPlan = 'free' }: ComposeOptions = {},
): Promise<readonly Source[]> {
  const enabled = entries.filter((entry) => entry.enabled);
  return Promise.all(
    enabled.map(
      async ({ use, name = use, timeoutMs, plan = defaultPlan, options, baseUrl = baseUrlOf(use, environment) }) => {
        const key = apiKey(use);
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
      },
    ),
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

function keyOf(use: string, environment: Environment): string | undefined {
  return environment.get(builtIn(use).keyVariable)?.value;
}

function baseUrlOf(use: string, environment: Environment): string | undefined {
  return environment.get(builtIn(use).baseUrlVariable)?.value;
}
