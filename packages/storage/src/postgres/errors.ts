import { type ErrorCode, IngestError } from '@ingest/core';

/**
 * What a failure means for the step in which it happened.
 *
 * - `lost`: the server, or the way to it, is gone; a new connection may find it again.
 * - `collided`: other processes were faster; the same step on what they wrote may succeed.
 * - `final`: trying again changes nothing.
 */
export type FailureKind = 'lost' | 'collided' | 'final';

export function kindOf(thrown: unknown): FailureKind {
  const code = codeOf(thrown);
  if (code === null) return 'final';
  if (/^(40001|40P01|23505)$/.test(code)) return 'collided';
  return isLoss(code) ? 'lost' : 'final';
}

/** The way to a server is gone for now, as Node says it. */
const lostNetwork =
  /^(ECONN(REFUSED|RESET|ABORTED)|EPIPE|ETIMEDOUT|EHOST(UNREACH|DOWN)|ENET(UNREACH|DOWN|RESET)|EAI_AGAIN)$/;

/** What the network says of a way that was never there, and the names that Node gives to what is wrong with a certificate. */
const wrongNetwork = /^(ENOTFOUND|EAI_[A-Z]+|EADDRNOTAVAIL|EACCES|ENOENT|EPROTO)$/;
const wrongCertificate =
  /^(CERT_[A-Z_]+|CRL_[A-Z_]+|ERR_(TLS|SSL|OSSL)_[A-Z0-9_]+|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_[A-Z_]+|ERROR_IN_C[A-Z_]+|HOSTNAME_MISMATCH|INVALID_(CA|PURPOSE)|PATH_LENGTH_EXCEEDED)$/;

/** As Postgres numbers what it says. No class of its codes begins with an E, and many codes of Node do. */
const sqlState = /^(?!E)[0-9A-Z]{5}$/;

/** Shut down, crashed, starting, no connection free, or ended for being idle; anything of the network. */
function isLoss(code: string): boolean {
  return /^(08...|57P0[1235]|53300|25P03|LOST)$/.test(code) || lostNetwork.test(code);
}

/** Whether a pool had no connection free for as long as it makes anyone wait. */
export function isPoolFull(thrown: unknown): boolean {
  return codeOf(thrown) === 'POOLFULL';
}

/**
 * What Postgres or its driver threw, as an error with a code of ours. What is neither's failure (a bug, an error of a function
 * that was handed in) comes back as it is.
 */
export function toStoreError(thrown: unknown, attempted: string, location: string): unknown {
  const postgres = codeOf(thrown);
  if (postgres === null || IngestError.is(thrown)) return thrown;
  const message = messageOf(thrown);
  const [code, hint] = meaningOf(postgres, message);
  return new IngestError(code, `could not ${attempted} (store ${location}): ${message}`, {
    hint,
    context: { location, postgres },
    cause: thrown,
  });
}

type Meaning = readonly [code: ErrorCode, hint: string];

/** By SQLSTATE, its class, or the code of Node; the first that fits. See "PostgreSQL Error Codes" in its manual. */
const meanings: readonly (readonly [RegExp, ...Meaning])[] = [
  [/^(55P03|57014)$/, 'STORE_BUSY', 'another program holds what this one waits for: let it finish, then run again'],
  [
    /^POOLFULL$/,
    'STORE_BUSY',
    'the pool that was handed in had no connection free: raise its max, or its connectionTimeoutMillis',
  ],
  [/^(53100|53200)$/, 'STORE_FULL', 'make room on the server, then run again: nothing of this step was stored'],
  [/^25006$/, 'STORE_READ_ONLY', 'this server takes no writes: name the primary, not a replica of it'],
  [/^42501$/, 'STORE_READ_ONLY', 'grant this role what docs/storage/postgres.md lists, as the owner of the schema'],
  [/^(42P01|42703|XX00[012])$/, 'STORE_CORRUPT', 'something changed the tables of the store: restore a backup'],
  [/^(23...|40...)$/, 'STORE_CONFLICT', 'run again; if it comes back, please report it'],
  [/^28/, 'STORE_UNAVAILABLE', 'check user and password in the url, and what pg_hba.conf of the server lets in'],
  [/^3D000$/, 'STORE_UNAVAILABLE', 'make the database (CREATE DATABASE), or correct its name in the url'],
  [/^53300$/, 'STORE_UNAVAILABLE', 'the server has no connection left: close some, or raise max_connections'],
  [/^ENOTFOUND$/, 'STORE_UNAVAILABLE', 'check the name of the host in the url'],
  [
    /^NOTLS$/,
    'STORE_UNAVAILABLE',
    'turn TLS on at the server, or add sslmode=disable to the url where the network is yours',
  ],
  [
    wrongCertificate,
    'STORE_UNAVAILABLE',
    'the certificate of the server is not trusted: name that of its authority with sslrootcert=, and the host as it is certified',
  ],
];

function meaningOf(postgres: string, message: string): Meaning {
  const [, code, hint] = meanings.find(([pattern]) => pattern.test(postgres)) ?? [];
  if (code !== undefined && hint !== undefined) return [code, hint];
  if (sqlState.test(postgres) && !isLoss(postgres))
    return ['STORE_UNAVAILABLE', `look up ${postgres} in the manual of Postgres: ${message}`];
  return ['STORE_UNAVAILABLE', 'check that the server runs, and host and port in the url'];
}

/** What the driver says in words only. */
const spoken: readonly (readonly [RegExp, string])[] = [
  [/does not support SSL connections/, 'NOTLS'],
  [/^(Connection terminated|Client has encountered a connection error|Client was closed|Query read timeout)/, 'LOST'],
  [/^timeout expired/, 'LOST'],
  [/^timeout exceeded when trying to connect/, 'POOLFULL'],
  [/password must be a string|no password/i, '28P01'],
];

/** A bug of ours has a code too, such as ERR_INVALID_ARG_TYPE, and is none of Postgres's. */
function isKnown(code: string): boolean {
  return [sqlState, lostNetwork, wrongNetwork, wrongCertificate].some((pattern) => pattern.test(code));
}

/** SQLSTATE, the code of Node's own error, or one made of the driver's words; null for what comes from neither. */
function codeOf(thrown: unknown): string | null {
  if (typeof thrown !== 'object' || thrown === null || IngestError.is(thrown)) return null;
  if ('code' in thrown && typeof thrown.code === 'string' && isKnown(thrown.code)) return thrown.code;
  const message = thrown instanceof Error ? thrown.message : '';
  const words = spoken.find(([pattern]) => pattern.test(message))?.[1];
  if (words !== undefined) return words;
  // Several addresses of a host were tried, or another library put its words around.
  if ('errors' in thrown && Array.isArray(thrown.errors)) return codeOf(thrown.errors[0]);
  return 'cause' in thrown ? codeOf(thrown.cause) : null;
}

/** The words of the innermost error: drizzle puts the whole statement and its values before them. */
function messageOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  if (thrown.cause instanceof Error) return messageOf(thrown.cause);
  if (thrown instanceof AggregateError && thrown.message === '') return messageOf(thrown.errors[0]);
  return thrown.message;
}
