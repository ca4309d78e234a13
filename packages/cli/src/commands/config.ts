import { redactUrl } from '@ingest/core';
import { parseStoreUrl } from '@ingest/storage';
import { builtInSource } from '../built-in.js';
import { composeSources, redactorOf } from '../compose.js';
import { composeSinks, withoutSinkSecrets } from '../compose-sinks.js';
import { type LoadedSettings, loadSettings, type SettingFlags } from '../config/load.js';
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

/** `ingest config validate`: says whether the configuration can be used; loading it is the check. */
export async function validateConfig(flags: ConfigFlags): Promise<number> {
  const output = createOutput(flags);
  const loaded = await loadSettings(flags);
  const { settings, configPath, environment } = loaded;
  parseStoreUrl(settings.store);
  await composeSinks(settings.sinks, redactorOf(loaded), loaded.whereIs);
  // Each source checks its own options.
  await composeSources(settings.sources, environment, redactorOf(loaded), () => fetch);
  const chain = settings.sources.filter(({ enabled }) => enabled).map(({ use, name = use }) => name);
  if (output.isJson) output.json({ valid: true, file: configPath });
  else {
    const where = configPath ?? 'no file';
    output.data(
      `${output.out.paint.ok()} configuration   ${where} (${count(settings.tickers.length, 'ticker', 'tickers')}, ${chain.join(` ${output.out.paint.arrow} `)})`,
    );
    for (const { setting, value } of keyRows(loaded)) {
      if (value === 'not set') output.data(`${output.out.paint.attention()} ${setting} is not set`);
    }
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
    const value = setting === 'sinks' ? settings.sinks.map(withoutSinkSecrets) : settings[setting];
    return { setting, value, origin };
  });
}

/** Keys are shown as set or not, never as they are. */
function keyRows({ settings, environment }: LoadedSettings): readonly Row[] {
  const used = [...new Set(settings.sources.map(({ use }) => use))]
    .map(builtInSource)
    .filter((source) => source !== undefined);
  return used.flatMap(({ keyVariable, baseUrlVariable }) => {
    const key = environment.get(keyVariable);
    const baseUrl = environment.get(baseUrlVariable);
    return [
      { setting: keyVariable, value: key === undefined ? 'not set' : '***', origin: key?.origin ?? '' },
      ...(baseUrl === undefined
        ? []
        : [{ setting: baseUrlVariable, value: redactUrl(baseUrl.value), origin: baseUrl.origin }]),
    ];
  });
}
