export type { SqliteClient, SqliteStatement } from './client.js';
export type { SqliteDatabaseOptions, SqliteFileOptions, SqliteStoreOptions } from './options.js';
export { createSqliteStore } from './store.js';
