export { getJson, type JsonRequest } from './client.js';
export type { Exchange } from './to-source-error.js';
