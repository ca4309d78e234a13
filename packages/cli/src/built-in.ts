import { type BuiltInSink, type BuiltInSource, builtInSinks, builtInSources } from '@ingest/adapters';

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
