export type { RedisSinkOptions } from './options.js';
export { createRedisSink, createRedisSink as createSink } from './sink.js';
