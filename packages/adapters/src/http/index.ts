export type { Verdict } from './classify-text.js';
export { getJson, type JsonRequest } from './client.js';
export type { Exchange } from './to-source-error.js';
