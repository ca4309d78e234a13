export { createMemoryData, type MemoryData } from './data.js';
export { createMemoryStore, type MemoryStoreOptions } from './store.js';
