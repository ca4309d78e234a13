import { type BuiltInSource, builtInSources } from '@ingest/adapters';

export const builtInSourceNames = Object.keys(builtInSources);

/** The built-in source of a name; undefined when there is none. */
export function builtInSource(name: string): BuiltInSource | undefined {
  return Object.hasOwn(builtInSources, name) ? builtInSources[name as keyof typeof builtInSources] : undefined;
}
