import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import pg from 'pg';
import { afterAll } from 'vitest';

/** Where the tests find a server in which they may do anything. */
export const serverUrl = process.env.INGEST_TEST_POSTGRES ?? 'postgres://postgres@127.0.0.1:5432/test';

/** A server that is not there says so loudly; with INGEST_REQUIRE_SERVICES=1 it is a failure. */
export async function hasPostgres(): Promise<boolean> {
  const { hostname, port } = new URL(serverUrl);
  const socket = connect({ host: hostname, port: Number(port) });
  const isThere = await once(socket, 'connect').then(
    () => true,
    () => false,
  );
  socket.destroy();
  if (isThere) return true;
  if (process.env.INGEST_REQUIRE_SERVICES === '1') throw new Error(`no Postgres on ${hostname}:${port}`);
  console.warn(`SKIPPED: no Postgres on ${hostname}:${port}; its tests did not run`);
  return false;
}

/** One answer of the server. */
export async function askServer<Row>(text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    return (await client.query(text)).rows as Row[];
  } finally {
    await client.end();
  }
}

/** The url of a store of these tests alone, in a schema that is dropped after them with what stands beside it. */
export function temporaryStore(): { readonly url: string; readonly schema: string } {
  const schema = `e2e_${randomUUID().replaceAll('-', '')}`;
  const url = new URL(serverUrl);
  url.searchParams.set('schema', schema);
  afterAll(() =>
    askServer(`DROP SCHEMA IF EXISTS "${schema}" CASCADE; DROP SCHEMA IF EXISTS "${schema}_jobs" CASCADE`),
  );
  return { url: url.href, schema };
}
