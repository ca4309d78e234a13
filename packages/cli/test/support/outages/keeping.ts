import { join } from 'node:path';
import type { Store } from '@ingest/core';
import { createMemoryData, createMemoryStore } from '@ingest/storage/memory';
import { createPostgresStore } from '@ingest/storage/postgres';
import { createSqliteStore } from '@ingest/storage/sqlite';
import { sharedPool, temporarySchema } from '../../../../storage/test/support/postgres.js';
import type { Script } from './script.js';

/** Where the news of a script are kept. */
export interface Keeping {
  /** One store for all runs, opened anew for each: what one process knows of another. */
  readonly openStore: () => Promise<Store>;
  /** Whether the store waits for something that goes on without the clock of the script. */
  readonly isBusy: () => boolean;
}

/** In memory, and every fifth script in a file. */
export function keepingHere({ seed }: Script, directory: string): Keeping {
  const data = createMemoryData();
  const isFile = seed % 5 === 0;
  return keeping(() =>
    isFile ? createSqliteStore({ path: join(directory, 'live.db') }) : createMemoryStore({ data }),
  );
}

/** On the server of the tests, in a schema that is gone after the test. */
export function keepingOnServer(): Keeping {
  const schema = temporarySchema();
  const pool = sharedPool();
  return keeping(
    () => createPostgresStore({ pool, schema }),
    () => pool.waitingCount > 0 || pool.idleCount < pool.totalCount,
  );
}

function keeping(makeStore: () => Store, isBusy = () => false): Keeping {
  return {
    isBusy,
    async openStore() {
      const store = makeStore();
      await store.open({ create: true });
      return store;
    },
  };
}
