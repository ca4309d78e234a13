import { randomUUID } from 'node:crypto';
import type { NewDataNotification } from '@ingest/core';
import { createStore } from '@ingest/storage';
import { onTestFinished } from 'vitest';
import { type PostgresProxy, startProxy } from '../../../../../storage/test/support/postgres-proxy.js';
import { all } from '../../../../src/all.js';
import { askServer, serverUrl } from '../../../support/postgres.js';
import type { FaultWorld } from './fault-world.js';

const password = 'swordfish-9000';

/** A store on a server, and the ways in which the server can misbehave. */
export interface ServerStore {
  /** Names it in messages too. */
  readonly schema: string;
  /** The way to the store by the proxy, as the runs of the world take it. */
  readonly url: string;
  /** The undisturbed way. */
  readonly directUrl: string;
  readonly proxy: PostgresProxy;
  /** The server ends every session of the store, as one that restarts does. */
  endSessions(): Promise<void>;
  /** Whoever comes from now on finds a server that takes no writes, as a replica; false: the primary again. */
  becomesReplica(is: boolean): Promise<void>;
  /** The lease of the runs; null when nobody ever held it. */
  lease(): Promise<Lease | null>;
  /** The keys of the stories of each notification that is kept. */
  announced(): Promise<readonly string[]>;
}

export interface Lease {
  readonly number: number;
  readonly isHeld: boolean;
  /** Epoch milliseconds. */
  readonly takenAt: number;
  readonly until: number;
}

/** Has a world keep its news in a schema and with a role of this test alone, behind a proxy; all of it is gone after the test. */
export async function serverStore(world: FaultWorld): Promise<ServerStore> {
  const name = `e2e_${randomUUID().replaceAll('-', '')}`;
  const database = new URL(serverUrl).pathname.slice(1);
  const proxy = await startProxy();
  await askServer(`CREATE ROLE ${name} LOGIN; GRANT CREATE ON DATABASE "${database}" TO ${name}`);
  onTestFinished(async () => {
    await askServer(`DROP OWNED BY ${name} CASCADE; DROP ROLE ${name}`);
  });
  const as = (way: string) => {
    const url = new URL(way);
    url.username = name;
    url.password = password;
    url.searchParams.set('schema', name);
    return url.href;
  };
  const [url, directUrl] = [as(proxy.url(name)), as(serverUrl)];
  world.keepsSecret({ secret: password, owner: null });
  world.keepsNewsIn(url, directUrl);
  const endSessions = async () => {
    await askServer(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '${name}'`);
  };
  return {
    schema: name,
    url,
    directUrl,
    proxy,
    endSessions,
    async becomesReplica(is) {
      await askServer(`ALTER ROLE ${name} SET default_transaction_read_only = ${is ? 'on' : 'off'}`);
      await endSessions();
    },
    async lease() {
      const [{ exists } = { exists: false }] = await askServer<{ readonly exists: boolean }>(
        `SELECT to_regclass('${name}.leases') IS NOT NULL AS exists`,
      );
      if (!exists) return null;
      const [row] = await askServer<Record<'number' | 'takenAt' | 'until', string> & { holder: string | null }>(
        `SELECT number, holder, taken_at AS "takenAt", until_at AS "until" FROM ${name}.leases`,
      );
      if (row === undefined) return null;
      const { number, holder, takenAt, until } = row;
      return { number: Number(number), isHeld: holder !== null, takenAt: Number(takenAt), until: Number(until) };
    },
    async announced() {
      const store = await createStore(directUrl);
      await store.open({ create: false });
      const deliveries = await all(store.outbox.list({}));
      await store.close();
      return deliveries.flatMap(({ message }) => (JSON.parse(message) as NewDataNotification).storyKeys);
    },
  };
}
