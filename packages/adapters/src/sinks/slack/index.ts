export type { SlackSinkOptions } from './options.js';
export { createSlackSink, createSlackSink as createSink } from './sink.js';
