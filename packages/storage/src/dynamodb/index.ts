export type { DynamoClient } from './client.js';
export { dynamoTtlAttribute } from './expiry.js';
export type { DynamoClientOptions, DynamoStoreOptions, DynamoUrlOptions } from './options.js';
export { createDynamoStore } from './store.js';
