import { readFile } from 'node:fs/promises';
import { type Driver, IngestError, importDriver } from '@ingest/core';
import type { PostgresDriver, PostgresPool, PostgresPoolConfig } from './client.js';
import { type PostgresAddress, parsePostgresUrl } from './url.js';

const driver: Driver = { of: 'store', packages: ['pg'], install: 'pg@8' };

/** How long making one connection may take, in milliseconds. */
const connectTimeoutMs = 5_000;

/** Connections to the server of a store, for what keeps tables of its own beside it. */
export interface PostgresConnection {
  /** The schema of the store. */
  readonly schema: string;
  /** Whoever made it listens to its errors, and ends it. */
  readonly pool: PostgresPool;
}

/** Connects to the server that the url of a store names, protected as the store is. CONFIG_INVALID, DRIVER_MISSING. */
export async function connectPostgres(url: string, maxConnections: number): Promise<PostgresConnection> {
  const address = parsePostgresUrl(url);
  return { schema: address.schema, pool: await makePool(address, maxConnections) };
}

/** A pool of a server, with the driver that is loaded on first use. It has no connection yet. */
export async function makePool(address: PostgresAddress, maxConnections: number): Promise<PostgresPool> {
  const Pool = await importDriver(driver, async () => (await import('pg')).default.Pool as unknown as PostgresDriver);
  const { host, port, database, user, password } = address;
  return new Pool({
    host,
    port,
    database,
    user,
    password,
    ssl: await sslOf(address),
    max: maxConnections,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: connectTimeoutMs,
    keepAlive: true,
    application_name: 'ingest',
  });
}

async function sslOf({ sslMode, sslRootCert, host }: PostgresAddress): Promise<PostgresPoolConfig['ssl']> {
  switch (sslMode) {
    case 'disable':
      return false;
    case 'require':
      return { rejectUnauthorized: false, host };
    case 'verify-full':
      // Without the host Node would compare the certificate of an address with `localhost`.
      return { rejectUnauthorized: true, host, ...(sslRootCert !== undefined && { ca: await readRoot(sslRootCert) }) };
    default:
      return sslMode satisfies never;
  }
}

async function readRoot(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (thrown) {
    throw new IngestError('CONFIG_INVALID', `store: the certificate ${path} cannot be read`, {
      hint: 'sslrootcert names a file in PEM form, relative to the working directory',
      cause: thrown,
    });
  }
}
