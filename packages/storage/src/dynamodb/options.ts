import { type Chance, type Clock, keptMs, systemChance, systemClock } from '@ingest/core';
import type { DynamoClient } from './client.js';
import { checkedTable, type DynamoAddress, parseDynamoUrl } from './url.js';

/** Defaults of {@link DynamoStoreOptions}. */
export const dynamoDefaults = { busyTimeoutMs: 8_000, reconnectMs: 10_000, keptMs } as const;

interface CommonOptions {
  /** For how long an operation is begun anew because others were faster, in milliseconds, before it is STORE_BUSY. Default 8 000. */
  readonly busyTimeoutMs?: number;
  /**
   * For how long a request that was throttled, failed or lost its answer is sent again, in milliseconds, before it is
   * STORE_UNAVAILABLE. Default 10 000. 0 tries once.
   */
  readonly reconnectMs?: number;
  /**
   * For how long events and rejected items are kept, in milliseconds, from the instant that they tell of: then they are read no more,
   * and a table whose time to live is switched on removes them. The same for all who write to a table. Default: 30 days.
   */
  readonly keptMs?: number;
  /** The clock of the pauses between tries, and of what expires. Default: that of the machine. */
  readonly clock?: Clock;
  /** By which pauses differ, so that many processes do not come back at one moment. Default: that of the machine. */
  readonly chance?: Chance;
}

/** A store with a client of its own. */
export interface DynamoUrlOptions extends CommonOptions {
  /** `dynamodb://table?region=eu-central-1`; see docs/storage/dynamodb.md. */
  readonly url: string;
}

/** A store on the client of a program that has one. */
export interface DynamoClientOptions extends CommonOptions {
  /** A ready `DynamoDBClient`, best with `maxAttempts: 1`, because the store tries again by itself. It is never destroyed here. */
  readonly client: DynamoClient;
  readonly table: string;
}

/** What a store is made from: a url, or a client and a table. */
export type DynamoStoreOptions = DynamoUrlOptions | DynamoClientOptions;

/** The options, complete. */
export interface DynamoSettings extends Required<CommonOptions> {
  /** For people. */
  readonly location: string;
  readonly table: string;
  readonly target:
    | { readonly kind: 'address'; readonly address: DynamoAddress }
    | { readonly kind: 'client'; readonly client: DynamoClient };
}

/** Checks and completes the options. CONFIG_INVALID for a url or a table, a RangeError that quotes what is wrong for the rest. */
export function toDynamoSettings(options: DynamoStoreOptions): DynamoSettings {
  const common = {
    busyTimeoutMs: milliseconds('busyTimeoutMs', options.busyTimeoutMs),
    reconnectMs: milliseconds('reconnectMs', options.reconnectMs),
    keptMs: milliseconds('keptMs', options.keptMs),
    clock: options.clock ?? systemClock(),
    chance: options.chance ?? systemChance(),
  };
  if ('client' in options) {
    const table = checkedTable(options.table);
    const target = { kind: 'client', client: options.client } as const;
    return { ...common, location: `dynamodb://${table} (a client that was handed in)`, table, target };
  }
  const address = parseDynamoUrl(options.url);
  return { ...common, location: options.url, table: address.table, target: { kind: 'address', address } };
}

function milliseconds(name: keyof typeof dynamoDefaults, given: number | undefined): number {
  const value = given ?? dynamoDefaults[name];
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`${name}: ${value} is no number of milliseconds`);
  return value;
}
