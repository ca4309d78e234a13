export type { RssSourceOptions } from './options.js';
export { createRssSource, createRssSource as createSource } from './source.js';
