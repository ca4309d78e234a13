import {
  type ConfigFile,
  environmentOf,
  type LoadedSettings,
  readConfigText,
  settingsOf,
} from '@ingest/cli/composition';
import type { FunctionEnvironment, FunctionName } from './environment.js';

/** The sinks that a topic of the deployment is, by the list that they stand in. */
const topics = {
  sinks: { variable: 'INGEST_NEWS_TOPIC', name: 'news-topic' },
  alerts: { variable: 'INGEST_ALERTS_TOPIC', name: 'alerts-topic' },
} as const;

/**
 * The settings of a function, as the command would read them: its variables, then the parameters, then the text in INGEST_CONFIG,
 * with a sink for each topic. What a parameter holds is a secret. Rejects with CONFIG_INVALID that names the setting.
 */
export async function readConfiguration(
  { variables, read }: FunctionEnvironment<FunctionName>,
  parameters: ReadonlyMap<string, string>,
): Promise<LoadedSettings> {
  const environment = environmentOf([
    { origin: 'environment', read },
    { origin: 'INGEST_PARAMETERS', read: (name) => parameters.get(name) },
  ]);
  const written = variables.INGEST_CONFIG ?? '{}';
  const file = withTopics(await readConfigText('INGEST_CONFIG', written), variables);
  const loaded = await settingsOf({ flags: {}, environment, file, configPath: null, cwd: process.cwd() });
  const secrets = [...parameters].filter(([variable]) => !plain.includes(variable)).map(([, value]) => value);
  return { ...loaded, secrets: [...loaded.secrets, ...secrets] };
}

/** Settings that are no secret, also where a parameter holds them: the log is not to lose its tickers. */
const plain: readonly string[] = ['INGEST_TICKERS', 'INGEST_SOURCES', 'INGEST_MODE', 'INGEST_SCORER'];

function withTopics(file: ConfigFile, variables: FunctionEnvironment<FunctionName>['variables']): ConfigFile {
  const data: Record<string, unknown> = { ...file.data };
  const own = new Map<string, string>();
  for (const [list, { variable, name }] of Object.entries(topics)) {
    const topic = variables[variable];
    // What is no list is refused by whoever checks the settings.
    const written = data[list] ?? [];
    if (topic === undefined || !Array.isArray(written)) continue;
    own.set(`${list}.${written.length}`, variable);
    data[list] = [...written, { use: 'sns', name, topic }];
  }
  return {
    ...file,
    data,
    placeOf: (setting) => own.get(setting.slice(0, 2).join('.')) ?? file.placeOf(setting),
  };
}
