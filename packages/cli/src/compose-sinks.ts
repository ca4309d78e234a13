import { IngestError, type Redact, type Sink, type SinkSettings } from '@ingest/core';
import { builtInSink, builtInSinkNames } from './built-in.js';
import { settingPath, suggestion } from './config/explain-issue.js';

/** Where a setting stands, ready to be put before a message; empty when nobody knows. */
export type WhereIs = (path: readonly PropertyKey[]) => string;

/**
 * The sinks of the configuration, in their order; one that is not enabled is left out. Each checks its own options: rejects
 * with CONFIG_INVALID that names the setting and never shows its value.
 */
export async function composeSinks(
  entries: readonly SinkSettings[],
  redact: Redact,
  whereIs: WhereIs = () => '',
): Promise<readonly Sink[]> {
  const sinks: Sink[] = [];
  for (const [index, { use, enabled, ...options }] of entries.entries()) {
    if (!enabled) continue;
    const path = ['sinks', index];
    const { createSink } = await moduleOf(use, [...path, 'use'], whereIs);
    const sink = create(() => createSink(options, { redact }), path, whereIs);
    if (sinks.some(({ name }) => name === sink.name)) {
      const problem = `two sinks are named ${JSON.stringify(sink.name)}`;
      throw new IngestError('CONFIG_INVALID', `${whereIs(path)}${settingPath(path)}: ${problem}`, {
        hint: 'give one of them another name: { use: webhook, name: spare, … }',
      });
    }
    sinks.push(sink);
  }
  return sinks;
}

/** CONFIG_INVALID for a sink that there is not. */
export function assertSink(use: string, path: readonly PropertyKey[], whereIs: WhereIs): void {
  if (builtInSink(use) !== undefined) return;
  const problem = `unknown sink ${JSON.stringify(use)}${suggestion(use, builtInSinkNames)}`;
  throw new IngestError('CONFIG_INVALID', `${whereIs(path)}${settingPath(path)}: ${problem}`);
}

/** The settings of a sink as they may be shown: everything that may be a secret is `***`. */
export function withoutSinkSecrets(entry: SinkSettings): Record<string, unknown> {
  const shown = ['use', 'name', 'enabled', ...(builtInSink(entry.use)?.shownOptions ?? [])];
  return Object.fromEntries(
    Object.entries(entry).map(([option, value]) => [option, shown.includes(option) ? value : '***']),
  );
}

async function moduleOf(use: string, path: readonly PropertyKey[], whereIs: WhereIs) {
  assertSink(use, path, whereIs);
  const sink = builtInSink(use);
  if (sink === undefined) throw new TypeError(`no sink ${use}`);
  return sink.load();
}

/** What a sink says of its options, said of the settings that they come from. */
function create(make: () => Sink, path: readonly PropertyKey[], whereIs: WhereIs): Sink {
  try {
    return make();
  } catch (error) {
    if (!IngestError.is(error) || typeof error.context.option !== 'string') throw error;
    const { option, problem, known } = error.context;
    const full = option === '' ? path : [...path, ...option.split('.')];
    const words =
      typeof known === 'string'
        ? `unknown setting${suggestion(option, ['use', 'enabled', ...known.split(', ')])}`
        : String(problem);
    throw new IngestError('CONFIG_INVALID', `${whereIs(full)}${settingPath(full)}: ${words}`, { cause: error });
  }
}
