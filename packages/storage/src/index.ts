export type { MemoryStoreOptions } from './memory/store.js';
export { builtInStores, createStore, parseStoreUrl, type StoreUrl } from './open-store.js';
export type { SqliteStoreOptions } from './sqlite/options.js';
