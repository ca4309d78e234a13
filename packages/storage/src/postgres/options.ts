import type { Chance, Clock } from '@ingest/core';
import { systemChance, systemClock } from '@ingest/core';
import type { PostgresPool } from './client.js';
import { defaultSchema } from './schema-name.js';
import { checkedSchema, type PostgresAddress, parsePostgresUrl, withoutPassword } from './url.js';

/** Defaults of {@link PostgresStoreOptions}. */
export const postgresDefaults = {
  busyTimeoutMs: 8_000,
  reconnectMs: 10_000,
  statementTimeoutMs: 30_000,
  maxConnections: 4,
} as const;

interface CommonOptions {
  /**
   * How long an operation waits for its turn, in milliseconds, before it is STORE_BUSY: for all the locks together that the
   * processes of a store take in turns, and for each lock that another program holds on a table. Default 8 000, so that a
   * program that is told to end while it waits for its turn ends in good order within ten seconds; 0 waits without an end.
   */
  readonly busyTimeoutMs?: number;
  /**
   * For how long a lost connection is made again before it is STORE_UNAVAILABLE, in milliseconds, and each try may take 5 s more.
   * Default 10 000, as long as a server takes to come back: a program that is told to end meanwhile may not wait for it. 0 tries
   * once.
   */
  readonly reconnectMs?: number;
  /** How long one statement may take before it is STORE_BUSY, in milliseconds. Default 30 000; 0: as long as it takes. */
  readonly statementTimeoutMs?: number;
  /** The clock of the pauses between tries. Default: that of the machine. */
  readonly clock?: Clock;
  /** By which pauses differ, so that many processes do not come back at one moment. Default: that of the machine. */
  readonly chance?: Chance;
}

/** A store on connections of its own. */
export interface PostgresUrlOptions extends CommonOptions {
  /** `postgres://user:password@host:5432/database?schema=news&sslmode=verify-full`; see docs/storage/postgres.md. */
  readonly url: string;
  /** How many connections it may have at once, from 1. Default 4: operations beyond that wait for one. */
  readonly maxConnections?: number;
}

/** A store on the connections of a program that has some. */
export interface PostgresPoolOptions extends CommonOptions {
  /** A ready pool of pg. The store changes no setting of its connections that outlasts a transaction, and never ends it. */
  readonly pool: PostgresPool;
  /** The schema in which the store is. Default: `ingest`. */
  readonly schema?: string;
  /** Whether statements stay prepared on the server, which some poolers do not bear. Default: yes. */
  readonly isPrepared?: boolean;
}

/** What a store is made from: the url of a server, or a pool. */
export type PostgresStoreOptions = PostgresUrlOptions | PostgresPoolOptions;

/** The options, complete. */
export interface PostgresSettings extends Required<CommonOptions> {
  /** For people: without a password. */
  readonly location: string;
  readonly schema: string;
  readonly isPrepared: boolean;
  readonly target:
    | { readonly kind: 'address'; readonly address: PostgresAddress; readonly maxConnections: number }
    | { readonly kind: 'pool'; readonly pool: PostgresPool };
}

/** Checks and completes the options. CONFIG_INVALID for a url, a RangeError that quotes what is wrong for the rest. */
export function toPostgresSettings(options: PostgresStoreOptions): PostgresSettings {
  const common = {
    busyTimeoutMs: milliseconds('busyTimeoutMs', options.busyTimeoutMs),
    reconnectMs: milliseconds('reconnectMs', options.reconnectMs),
    statementTimeoutMs: milliseconds('statementTimeoutMs', options.statementTimeoutMs),
    clock: options.clock ?? systemClock(),
    chance: options.chance ?? systemChance(),
  };
  if ('pool' in options) {
    const { pool, schema = defaultSchema, isPrepared = true } = options;
    const location = `postgres:(a pool that was handed in)?schema=${checkedSchema(schema)}`;
    return { ...common, location, schema, isPrepared, target: { kind: 'pool', pool } };
  }
  const { maxConnections = postgresDefaults.maxConnections } = options;
  if (!Number.isSafeInteger(maxConnections) || maxConnections < 1)
    throw new RangeError(`maxConnections: ${maxConnections} is no count from 1`);
  const address = parsePostgresUrl(options.url);
  const { schema, isPrepared } = address;
  return {
    ...common,
    location: withoutPassword(options.url),
    schema,
    isPrepared,
    target: { kind: 'address', address, maxConnections },
  };
}

function milliseconds(name: 'busyTimeoutMs' | 'reconnectMs' | 'statementTimeoutMs', given: number | undefined): number {
  const value = given ?? postgresDefaults[name];
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`${name}: ${value} is no number of milliseconds`);
  return value;
}
