export type { DynamoStoreOptions } from './dynamodb/options.js';
export type { MemoryStoreOptions } from './memory/store.js';
export { builtInStores, createStore, parseStoreUrl, type StoreUrl, shownStoreUrl } from './open-store.js';
export type { PostgresStoreOptions } from './postgres/options.js';
export type { SqliteStoreOptions } from './sqlite/options.js';
