export { createFinnhubSource, createFinnhubSource as createSource, type FinnhubSourceOptions } from './source.js';
