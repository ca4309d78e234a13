export type { StdoutSinkOptions } from './options.js';
export { createStdoutSink, createStdoutSink as createSink } from './sink.js';
