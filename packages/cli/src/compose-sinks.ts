import { isDeepStrictEqual } from 'node:util';
import { IngestError, type Redact, type Settings, type Sink, type SinkSettings } from '@ingest/core';
import { builtInSink } from './built-in.js';
import { settingPath, suggestion } from './config/explain-issue.js';
import { type Extensions, noExtensions } from './extensions/extensions.js';

/** The settings that are lists of sinks. */
export const sinkLists = ['sinks', 'alerts'] as const satisfies readonly (keyof Settings)[];
type SinkList = (typeof sinkLists)[number];

/** Where a setting stands, ready to be put before a message; empty when nobody knows. */
export type WhereIs = (path: readonly PropertyKey[]) => string;

/** What the settings of sinks are read with. */
export interface SinkSurroundings {
  readonly whereIs?: WhereIs;
  readonly extensions?: Extensions;
}

/** Who is told of what. */
export interface ComposedSinks {
  /** Told of new stories. */
  readonly news: readonly Sink[];
  /** Told when something is wrong. */
  readonly alerts: readonly Sink[];
  /** Each once: a sink that stands in both lists with the same settings is one. */
  readonly all: readonly Sink[];
  /** Ends what they hold open, so that the process can end. Never rejects. */
  close(): Promise<void>;
}

/**
 * The sinks of the configuration, in their order; one that is not enabled is left out. Each checks its own options: rejects
 * with CONFIG_INVALID that names the setting and never shows its value.
 */
export async function composeSinks(
  settings: Pick<Settings, 'sinks' | 'alerts'>,
  redact: Redact,
  { whereIs = () => '', extensions = noExtensions }: SinkSurroundings = {},
): Promise<ComposedSinks> {
  const made = new Map<string, { readonly sink: Sink; readonly list: SinkList; readonly entry: SinkSettings }>();
  const composed: Record<SinkList, Sink[]> = { sinks: [], alerts: [] };
  for (const list of sinkLists) {
    for (const [index, entry] of settings[list].entries()) {
      const { use, enabled, ...options } = entry;
      if (!enabled) continue;
      const path = [list, index];
      const sink = await create(await makerOf(use, redact, extensions), options, path, whereIs);
      const twin = made.get(sink.name);
      if (twin !== undefined && (twin.list === list || !isDeepStrictEqual(twin.entry, entry))) {
        const problem = `two sinks are named ${JSON.stringify(sink.name)}`;
        throw new IngestError('CONFIG_INVALID', `${whereIs(path)}${settingPath(path)}: ${problem}`, {
          hint: 'give one of them another name: { use: webhook, name: spare, … }',
        });
      }
      if (twin === undefined) made.set(sink.name, { sink, list, entry });
      composed[list].push(twin?.sink ?? sink);
    }
  }
  const all = [...made.values()].map(({ sink }) => sink);
  return { news: composed.sinks, alerts: composed.alerts, all, close: () => closeAll(all) };
}

/** Asynchronous each, so that one that throws at once keeps none of the others open. */
async function closeAll(sinks: readonly Sink[]): Promise<void> {
  await Promise.allSettled(sinks.map(async (sink) => sink.close?.()));
}

/** The settings of a sink as they may be shown: everything that may be a secret is `***`. */
export function withoutSinkSecrets(entry: SinkSettings): Record<string, unknown> {
  const shown = ['use', 'name', 'enabled', ...(builtInSink(entry.use)?.shownOptions ?? [])];
  return Object.fromEntries(
    Object.entries(entry).map(([option, value]) => [option, shown.includes(option) ? value : '***']),
  );
}

type MakeSink = (options: Record<string, unknown>) => Sink | Promise<Sink>;

async function makerOf(use: string, redact: Redact, { sinks }: Extensions): Promise<MakeSink> {
  const builtIn = builtInSink(use);
  if (builtIn !== undefined) {
    const { createSink } = await builtIn.load();
    return (options) => createSink(options, { redact });
  }
  const extension = sinks.get(use);
  if (extension === undefined) throw new IngestError('CONFIG_INVALID', `unknown sink ${JSON.stringify(use)}`);
  const createSink = await (await import('./load-extension.js')).loadSink(extension, redact);
  return (options) => createSink(options, { redact });
}

/** What a sink says of its options, said of the settings that they come from. */
async function create(
  make: MakeSink,
  options: Record<string, unknown>,
  path: readonly PropertyKey[],
  whereIs: WhereIs,
): Promise<Sink> {
  try {
    return await make(options);
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
