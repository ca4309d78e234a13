export type { NatsSinkOptions } from './options.js';
export { createNatsSink, createNatsSink as createSink } from './sink.js';
