import { IngestError, type Settings } from '@ingest/core';
import {
  builtInScorerNames,
  builtInSinkNames,
  builtInSourceNames,
  isPath,
  isStoreModule,
  type KnownSource,
} from '../built-in.js';
import { sinkLists, type WhereIs } from '../compose-sinks.js';
import { settingPath, suggestion } from '../config/explain-issue.js';
import type { ChosenStore, Extension, Extensions, ForeignScorer } from './extensions.js';
import { foreignSource } from './foreign-source.js';
import { resolveExtension } from './resolve.js';

/** Settings that name what this program does not bring with it. */
export interface Unresolved {
  readonly settings: Settings;
  readonly whereIs: WhereIs;
  /** The folder that sources and sinks are named from. */
  readonly from: string;
  /** The folder that the store is named from: another one when a flag or a variable names it. */
  readonly storeFrom: string;
  readonly isStoreConfigured: boolean;
  /** The folder that the scorer is named from. */
  readonly scorerFrom: string;
}

export interface Resolved {
  /** With the names that sources from outside have by themselves. */
  readonly sources: Settings['sources'];
  readonly store: ChosenStore;
  readonly extensions: Extensions;
}

/**
 * Finds all that comes from outside, and loads the sources that take part: how a source is called, where its key is and where it
 * is asked it says itself. Rejects with CONFIG_INVALID that names the setting.
 */
export async function resolveParts(unresolved: Unresolved): Promise<Resolved> {
  const { settings, whereIs } = unresolved;
  const known = new Map<string, KnownSource>();
  const sources = [];
  for (const [index, entry] of settings.sources.entries()) {
    const extension = find(entry.use, ['sources', index, 'use'], 'source', unresolved);
    if (extension === null || !entry.enabled) sources.push(entry);
    else {
      const source = await said(whereIs(['sources', index]), () => foreignSource(extension, entry));
      const { name = source.ownName } = entry;
      known.set(name, source);
      sources.push({ ...entry, name });
    }
  }
  const sinks = new Map<string, Extension>();
  for (const list of sinkLists) {
    for (const [index, { use }] of settings[list].entries()) {
      const extension = find(use, [list, index, 'use'], 'sink', unresolved);
      if (extension !== null) sinks.set(use, extension);
    }
  }
  return { sources, store: storeOf(unresolved), extensions: { sources: known, sinks, scorer: scorerOf(unresolved) } };
}

const builtIn = { source: builtInSourceNames, sink: builtInSinkNames, scorer: builtInScorerNames } as const;

/** Null for a part that comes with the program. */
function find(
  use: string,
  path: readonly PropertyKey[],
  kind: keyof typeof builtIn,
  { from, whereIs }: Pick<Unresolved, 'from' | 'whereIs'>,
): Extension | null {
  if (builtIn[kind].includes(use)) return null;
  const resolved = resolveExtension(use, from);
  if (resolved.kind === 'found') return { use, url: resolved.url };
  const place = `${whereIs(path)}${settingPath(path)}`;
  if (isPath(use))
    throw new IngestError('CONFIG_INVALID', `${place}: ${resolved.problem}`, {
      hint: 'a path begins at the folder of the configuration file',
    });
  const problem = `unknown ${kind} ${JSON.stringify(use)}${suggestion(use, builtIn[kind])}`;
  throw new IngestError('CONFIG_INVALID', `${place}: ${problem}`, {
    hint: `or a ${kind} of your own: ./my-${kind}.mjs, or a package; ${resolved.problem}`,
    ...(resolved.cause === undefined ? {} : { cause: resolved.cause }),
  });
}

function scorerOf({ settings, scorerFrom: from, whereIs }: Unresolved): ForeignScorer | null {
  const { scorer } = settings.sentiment;
  const { use, options } = typeof scorer === 'string' ? { use: scorer, options: {} } : scorer;
  const extension = find(use, ['sentiment', 'scorer'], 'scorer', { from, whereIs });
  return extension === null ? null : { ...extension, options };
}

function storeOf({ settings, storeFrom, whereIs, isStoreConfigured }: Unresolved): ChosenStore {
  const { store } = settings;
  const { use, options } = typeof store === 'string' ? { use: store, options: {} } : store;
  if (typeof store === 'string' && !isStoreModule(store)) return store;
  const resolved = resolveExtension(use, storeFrom);
  if (resolved.kind === 'found') return { use, url: resolved.url, options, isConfigured: isStoreConfigured };
  throw new IngestError('CONFIG_INVALID', `${whereIs(['store'])}store: ${resolved.problem}`, {
    hint: 'expected a url, such as sqlite:news.db, or a store of your own: ./my-store.mjs, or a package',
    ...(resolved.cause === undefined ? {} : { cause: resolved.cause }),
  });
}

/** What goes wrong, with the place in the configuration that it comes from. */
async function said<T>(place: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!IngestError.is(error)) throw error;
    const { code, message, hint } = error;
    throw new IngestError(code, `${place}${message}`, { cause: error, ...(hint === undefined ? {} : { hint }) });
  }
}
