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
export const builtInSinkNames = Object.keys(builtInSinks);

/** The built-in source of a name; undefined when there is none. */
export function builtInSource(name: string): BuiltInSource | undefined {
  return Object.hasOwn(builtInSources, name) ? builtInSources[name as keyof typeof builtInSources] : undefined;
}

/** The built-in sink of a name; undefined when there is none. */
export function builtInSink(name: string): BuiltInSink | undefined {
  return Object.hasOwn(builtInSinks, name) ? builtInSinks[name as keyof typeof builtInSinks] : undefined;
}
