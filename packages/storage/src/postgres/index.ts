export type { PostgresClient, PostgresPool, PostgresQuery, PostgresResult, PostgresTypes } from './client.js';
export { connectPostgres, type PostgresConnection } from './connect.js';
export type { PostgresPoolOptions, PostgresStoreOptions, PostgresUrlOptions } from './options.js';
export { createPostgresStore } from './store.js';
