export type { FileSinkOptions } from './options.js';
export { createFileSink, createFileSink as createSink } from './sink.js';
