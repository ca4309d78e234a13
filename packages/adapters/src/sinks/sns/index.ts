export type { SnsSinkOptions } from './options.js';
export { createSnsSink, createSnsSink as createSink } from './sink.js';
