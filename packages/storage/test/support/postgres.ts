import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import type { PageCommit, Store } from '@ingest/core';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, onTestFinished } from 'vitest';
import type { StoreSubject } from '../../src/conformance/index.js';
import { createPostgresStore, type PostgresUrlOptions } from '../../src/postgres/index.js';
import { Session } from '../../src/postgres/session.js';

/** Where the tests find a server in which they may do anything. */
export const serverUrl = process.env.INGEST_TEST_POSTGRES ?? 'postgres://postgres@127.0.0.1:5432/test';

/**
 * Whether the server is there. One that is not says so loudly, and its tests are skipped; with INGEST_REQUIRE_SERVICES=1 they
 * fail instead.
 */
export async function hasPostgres(): Promise<boolean> {
  const { hostname, port } = new URL(serverUrl);
  const socket = connect({ host: hostname, port: Number(port) });
  const isThere = await once(socket, 'connect').then(
    () => true,
    () => false,
  );
  socket.destroy();
  if (isThere) return true;
  const words = `no Postgres on ${hostname}:${port}`;
  if (process.env.INGEST_REQUIRE_SERVICES === '1') throw new Error(`${words}, and INGEST_REQUIRE_SERVICES is set`);
  console.warn(`SKIPPED: ${words}; its tests did not run`);
  return false;
}

let shared: pg.Pool | null = null;

/** One pool for all stores of a test file. */
export function sharedPool(): pg.Pool {
  if (shared === null) {
    shared = new pg.Pool({ connectionString: serverUrl, max: 8, allowExitOnIdle: true });
    // A case may work with many stores at once, each of which listens.
    shared.setMaxListeners(100);
  }
  return shared;
}

/** The name of a schema of this test alone, which is dropped after it. */
export function temporarySchema(): string {
  const schema = `test_${randomUUID()}`;
  onTestFinished(async () => {
    await sharedPool().query(`DROP SCHEMA IF EXISTS "${schema}" CASCADE`);
  });
  return schema;
}

/** A subject in a schema that is not there yet. */
export function postgresSubject(): StoreSubject {
  const schema = temporarySchema();
  return { connect: () => createPostgresStore({ pool: sharedPool(), schema }) };
}

/** Subjects in one schema that is made once for a test file and emptied for each: making one takes longer than most cases. */
export function emptiedSubjects(): {
  readonly subjects: () => StoreSubject;
  readonly schema: string;
  /** Empties it once more. */
  readonly empty: () => Promise<void>;
} {
  const schema = `test_${randomUUID()}`;
  const connect = () => createPostgresStore({ pool: sharedPool(), schema });
  let tables = '';
  beforeAll(async () => {
    const store = connect();
    await store.open({ create: true });
    await store.close();
    const { rows } = await sharedPool().query('SELECT tablename FROM pg_tables WHERE schemaname = $1', [schema]);
    tables = rows
      .map(({ tablename }) => tablename)
      .filter((name) => name !== 'store')
      .join();
  });
  const empty = async () => {
    const emptying = tables.split(',').map((table) => `DELETE FROM "${schema}".${table}`);
    await sharedPool().query([...emptying, `UPDATE "${schema}".store SET pruned_events = 0`].join(';'));
  };
  beforeEach(empty);
  afterAll(async () => {
    await sharedPool().query(`DROP SCHEMA IF EXISTS "${schema}" CASCADE`);
  });
  return { subjects: () => ({ connect }), schema, empty };
}

/** The url of a store in a schema of its own. */
export function urlOf(schema: string, server = serverUrl): string {
  const url = new URL(server);
  url.searchParams.set('schema', schema);
  return url.href;
}

/** An open store in a schema of its own that is gone after the test. */
export async function openPostgres(
  options: Partial<Omit<PostgresUrlOptions, 'url'>> & { readonly url?: string; readonly schema?: string } = {},
): Promise<{ readonly store: Store; readonly schema: string }> {
  const { schema = temporarySchema(), url = urlOf(schema), ...rest } = options;
  const store = createPostgresStore({ url, ...rest });
  await store.open({ create: true });
  onTestFinished(() => store.close());
  return { store, schema };
}

/** Asks the server in one session, as an operation of the store does. */
export async function inSession<T>(schema: string, ask: (session: Session) => Promise<T>): Promise<T> {
  const client = await sharedPool().connect();
  try {
    return await ask(new Session(client, { schema, isPrepared: true, answerTimeoutMs: 10_000 }));
  } finally {
    client.release();
  }
}

/** An open store with one connection, on which questions to the server are counted. */
export async function countedStore(): Promise<{
  readonly store: Store;
  readonly schema: string;
  /** How many a commit takes. */
  readonly questionsOf: (commit: PageCommit) => Promise<number>;
}> {
  const schema = temporarySchema();
  const pool = new pg.Pool({ connectionString: serverUrl, max: 1 });
  let questions = 0;
  pool.on('connect', (client) => {
    const query = client.query.bind(client) as (...asked: unknown[]) => unknown;
    client.query = ((...asked: unknown[]) => {
      questions += 1;
      return query(...asked);
    }) as typeof client.query;
  });
  const store = createPostgresStore({ pool, schema });
  await store.open({ create: true });
  onTestFinished(async () => {
    await store.close();
    await pool.end();
  });
  const questionsOf = async (commit: PageCommit) => {
    questions = 0;
    await store.articles.commitPage(commit);
    return questions;
  };
  return { store, schema, questionsOf };
}
