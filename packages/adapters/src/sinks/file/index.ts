export type { FileSinkOptions } from './options.js';
export { createFileSink as createSink } from './sink.js';
