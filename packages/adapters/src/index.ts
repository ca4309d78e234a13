export { type BuiltInSink, type BuiltInSinkName, builtInSinks, type SinkServices } from './built-in-sinks.js';
export {
  type BuiltInSource,
  type BuiltInSourceName,
  builtInSources,
  type SourceModule,
} from './built-in-sources.js';
export type { SourceFacts } from './sources/facts.js';
export type { SourceOptions } from './sources/source-options.js';
