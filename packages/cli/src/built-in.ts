import {
  type BuiltInSink,
  type BuiltInSource,
  builtInSinks,
  builtInSources,
  type SourceFacts,
  type SourceOptions,
} from '@ingest/adapters';
import type { Source } from '@ingest/core';

/** What must be known of a source before one is made, wherever it comes from. */
export interface KnownSource extends Pick<SourceFacts, 'keyVariable' | 'baseUrlVariable' | 'defaultBaseUrl'> {
  /** The limits that are published for its plans; left out: each source says what its own plan allows. */
  readonly plans?: SourceFacts['plans'];
  readonly tickersAMonth?: SourceFacts['tickersAMonth'];
  load(): Promise<{ createSource(options?: SourceOptions): Source | Promise<Source> }>;
}

export const builtInSourceNames = Object.keys(builtInSources);
/** The scorer that is built in, and the word for none. */
export const builtInScorerNames: readonly string[] = ['lexicon', 'none'];
export const builtInSinkNames = Object.keys(builtInSinks);

/** The built-in source of a name; undefined when there is none. */
export function builtInSource(name: string): BuiltInSource | undefined {
  return Object.hasOwn(builtInSources, name) ? builtInSources[name as keyof typeof builtInSources] : undefined;
}

/** The built-in sink of a name; undefined when there is none. */
export function builtInSink(name: string): BuiltInSink | undefined {
  return Object.hasOwn(builtInSinks, name) ? builtInSinks[name as keyof typeof builtInSinks] : undefined;
}

/** Whether a text names a module by its place, and not a package by its name. */
export function isPath(use: string): boolean {
  return /^(?:\.{1,2}\/|\/|file:)/.test(use);
}

/** Whether the text of the setting `store` names a module: the path of one, or a package in a scope. All else is a url or a file of SQLite. */
export function isStoreModule(text: string): boolean {
  return (isPath(text) && /\.[cm]?[jt]s$/.test(text)) || /^@[\w.-]+\/[\w.-]+(?:\/[\w./-]+)?$/.test(text);
}
