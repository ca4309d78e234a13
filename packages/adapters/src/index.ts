export { type BuiltInSink, type BuiltInSinkName, builtInSinks, type SinkModule } from './built-in-sinks.js';
export {
  type BuiltInSource,
  type BuiltInSourceName,
  builtInSources,
  type SourceModule,
} from './built-in-sources.js';
export type { SinkServices } from './sinks/services.js';
export type { SourceFacts } from './sources/facts.js';
export type { SourceOptions } from './sources/source-options.js';
