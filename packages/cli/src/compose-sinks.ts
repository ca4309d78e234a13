import { builtInSinks } from '@ingest/adapters';
import { IngestError, type Redact, type Sink, type SinkSettings } from '@ingest/core';
import { settingPath, suggestion } from './config/explain-issue.js';

/** The sinks of the configuration, in their order; one that is not enabled is left out. Rejects with CONFIG_INVALID. */
export async function composeSinks(entries: readonly SinkSettings[], redact: Redact): Promise<readonly Sink[]> {
  const sinks: Sink[] = [];
  for (const [index, { use, enabled, ...options }] of entries.entries()) {
    if (!enabled) continue;
    const sink = await makeSink(use, options, redact, index);
    if (sinks.some(({ name }) => name === sink.name))
      throw new IngestError('CONFIG_INVALID', `sinks[${index}]: two sinks are named ${JSON.stringify(sink.name)}`, {
        hint: 'give one of them another name: { use: webhook, name: spare, … }',
      });
    sinks.push(sink);
  }
  return sinks;
}

/** What must never be seen of the sinks: their secrets, and urls that may be one. */
export function sinkSecrets(entries: readonly SinkSettings[]): readonly string[] {
  return entries.flatMap((entry) => {
    const secretOptions = isBuiltIn(entry.use) ? builtInSinks[entry.use].secretOptions : [];
    return secretOptions.flatMap((option) => secretsIn(entry[option]));
  });
}

async function makeSink(
  use: string,
  options: Readonly<Record<string, unknown>>,
  redact: Redact,
  index: number,
): Promise<Sink> {
  if (!isBuiltIn(use))
    throw new IngestError(
      'CONFIG_INVALID',
      `${settingPath(['sinks', index, 'use'])}: unknown sink ${JSON.stringify(use)}${suggestion(use, Object.keys(builtInSinks))}`,
    );
  try {
    return await builtInSinks[use].create(options, { redact });
  } catch (error) {
    if (!IngestError.is(error)) throw error;
    const { option } = error.context;
    const path = settingPath(['sinks', index, ...(option === undefined ? [] : [String(option)])]);
    throw new IngestError('CONFIG_INVALID', `${path}: ${error.message}`, {
      ...(error.hint !== undefined && { hint: error.hint }),
      cause: error,
    });
  }
}

function isBuiltIn(use: string): use is keyof typeof builtInSinks {
  return Object.hasOwn(builtInSinks, use);
}

/** Of a url also what stands behind its host: a message may quote that alone. */
function secretsIn(value: unknown): readonly string[] {
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(secretsIn);
  if (typeof value !== 'string') return [];
  if (!URL.canParse(value)) return [value];
  const { password, search, pathname } = new URL(value);
  const parts = [decodeURIComponent(password), ...new URLSearchParams(search).values()];
  return [value, ...parts, ...(pathname.length > shortestSecretPath ? [pathname] : [])];
}

/** `/hook` is no secret; Slack's and its like are. */
const shortestSecretPath = 24;
