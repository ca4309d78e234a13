import { once } from 'node:events';
import { connect } from 'node:net';
import pg from 'pg';

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

export async function dropSchema(schema: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  await client.query(`DROP SCHEMA IF EXISTS "${schema}" CASCADE`);
  await client.end();
}
