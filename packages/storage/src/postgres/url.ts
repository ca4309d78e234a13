import { isIPv4 } from 'node:net';
import { IngestError } from '@ingest/core';
import { defaultSchema } from './schema-name.js';

/**
 * How a connection is protected.
 *
 * - `disable`: not at all. What nothing says means this on the machine itself.
 * - `require`: encrypted, with whoever answers: nobody else reads along, but who answers is not checked.
 * - `verify-full`: encrypted, and the server proves by a certificate that it is the host that was named. What nothing says means
 *   this everywhere else.
 */
export const sslModes = ['disable', 'require', 'verify-full'] as const;
export type SslMode = (typeof sslModes)[number];

/** What a url says of a Postgres store. */
export interface PostgresAddress {
  /** A name, an address, or the directory of a socket. */
  readonly host: string;
  readonly port: number;
  /** Undefined: what the environment says (PGDATABASE, PGUSER, PGPASSWORD), as with every program for Postgres. */
  readonly database: string | undefined;
  readonly user: string | undefined;
  readonly password: string | undefined;
  readonly schema: string;
  readonly sslMode: SslMode;
  /** Path of the certificate of the authority that is trusted; undefined: those that Node trusts. */
  readonly sslRootCert: string | undefined;
  /** Whether statements stay prepared on the server. */
  readonly isPrepared: boolean;
}

/** The form of such a url. */
export const postgresUrlForm = 'postgres://user:password@host:5432/database?schema=ingest&sslmode=verify-full';

const defaultPort = 5432;
const parameters = ['schema', 'sslmode', 'sslrootcert', 'host', 'user', 'prepare'];

/** Reads `postgres://` and `postgresql://`. CONFIG_INVALID that says what is wrong and repeats nothing secret. */
export function parsePostgresUrl(text: string): PostgresAddress {
  if (!URL.canParse(text))
    throw invalid('it cannot be read as one; a special character in a password is percent-encoded');
  const url = new URL(text);
  const asked = url.searchParams;
  for (const name of asked.keys())
    if (!parameters.includes(name))
      throw invalid(`it has the parameter ${JSON.stringify(name)}, which means nothing here`);
  const host = asked.get('host') ?? decoded(url.hostname.replace(/^\[(.*)\]$/, '$1'));
  if (host === '') throw invalid('it names no host');
  const sslMode = sslModeOf(asked.get('sslmode'), host);
  const sslRootCert = asked.get('sslrootcert') ?? undefined;
  if (sslRootCert !== undefined && sslMode !== 'verify-full')
    throw invalid(`sslrootcert is looked at with sslmode=verify-full only, and here it is ${sslMode}`);
  const database = decoded(url.pathname.slice(1));
  if (database.includes('/')) throw invalid('it has more than one slash behind the host');
  return {
    host,
    port: url.port === '' ? defaultPort : Number(url.port),
    database: database === '' ? undefined : database,
    user: url.username === '' ? (asked.get('user') ?? undefined) : decoded(url.username),
    password: url.password === '' ? undefined : decoded(url.password),
    schema: checkedSchema(asked.get('schema') ?? defaultSchema),
    sslMode,
    sslRootCert,
    isPrepared: isPreparedOf(asked.get('prepare')),
  };
}

/** The url for people, who may type it again: without the password. */
export function withoutPassword(text: string): string {
  const url = new URL(text);
  url.password = '';
  return url.href;
}

/** Longer names are cut by Postgres, and those that begin with `pg_` are its own. Throws CONFIG_INVALID. */
export function checkedSchema(schema: string): string {
  if (schema === '' || Buffer.byteLength(schema) > 63 || schema.startsWith('pg_') || schema.includes('\u0000'))
    throw invalid(`schema ${JSON.stringify(schema)} is no name of 1 to 63 bytes that begins with other than "pg_"`);
  return schema;
}

function sslModeOf(asked: string | null, host: string): SslMode {
  if (asked === null) return isHere(host) ? 'disable' : 'verify-full';
  const mode = sslModes.find((one) => one === asked);
  if (mode === undefined) throw invalid(`sslmode ${JSON.stringify(asked)} is none of ${sslModes.join(', ')}`);
  return mode;
}

function isHere(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.')) || host.startsWith('/');
}

function isPreparedOf(asked: string | null): boolean {
  if (asked !== null && asked !== 'yes' && asked !== 'no')
    throw invalid(`prepare ${JSON.stringify(asked)} is not yes or no`);
  return asked !== 'no';
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw invalid('a percent sign in it stands for itself: write %25');
  }
}

function invalid(problem: string): IngestError {
  return new IngestError('CONFIG_INVALID', `store: the url of a Postgres store is wrong: ${problem}`, {
    hint: `expected ${postgresUrlForm}`,
  });
}
