import { type Driver, importDriver } from '@ingest/core';
import type { DynamoAddress } from './url.js';

/** What the store needs of a client: `DynamoDBClient` of `@aws-sdk/client-dynamodb`, or whatever sends its commands. */
export interface DynamoClient {
  // biome-ignore lint/suspicious/noExplicitAny: the commands and answers of the SDK are as many types as it has operations
  send(command: any): Promise<any>;
  destroy(): void;
  /** Of whom it asks, for people. */
  readonly config?: { readonly region?: () => Promise<string> };
}

/** The commands of the SDK, loaded on first use. */
export type DynamoDriver = typeof import('@aws-sdk/client-dynamodb');

const driver: Driver = {
  of: 'store',
  packages: ['@aws-sdk/client-dynamodb'],
  install: '@aws-sdk/client-dynamodb@3',
};

/** DRIVER_MISSING when it is not installed. */
export function loadDriver(): Promise<DynamoDriver> {
  return importDriver(driver, () => import('@aws-sdk/client-dynamodb'));
}

/** How long a connection, and an answer, may take before the request is sent again, in milliseconds. */
const patience = { connectionTimeout: 5_000, requestTimeout: 10_000 } as const;

/** A client that never tries again by itself: the store does, and two layers would multiply their tries. */
export function makeClient({ DynamoDBClient }: DynamoDriver, { region, endpoint }: DynamoAddress): DynamoClient {
  return new DynamoDBClient({
    maxAttempts: 1,
    // By itself the SDK waits for an answer without an end, and then only complains.
    requestHandler: { ...patience, throwOnRequestTimeout: true },
    ...(region !== undefined && { region }),
    ...(endpoint !== undefined && { endpoint }),
  });
}
