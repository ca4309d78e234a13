import { IngestError, toError } from '@ingest/core';
import { connectPostgres, type PostgresPool } from '@ingest/storage/postgres';
import { type Job, jobId, jobKey } from './jobs.js';

/** Jobs on their way to the workers of a fleet, in tables beside the store. */
export interface JobQueue {
  /** Sends jobs; one that was sent before, by whomever, is not sent again. Not taken for the first `delayMs` milliseconds. */
  send(jobs: readonly Job[], delayMs?: number): Promise<void>;
  /** Takes jobs, so many at once, until {@link close}. One whose work throws is given to a worker again, after a pause, three times. */
  take(atOnce: number, work: (job: Job) => Promise<void>): Promise<void>;
  /** Takes no more, waits for those that are under way, and disconnects. */
  close(): Promise<void>;
}

export interface QueueOptions {
  /** The url of a Postgres store. */
  readonly url: string;
  /** Told of what went wrong and is tried again. */
  readonly onError: (error: unknown) => void;
}

const queue = 'shares';
/** A job that takes longer is given to another worker: whoever had it is gone, or is found to hold its lease. */
const longestJobSeconds = 60;
const retries = { retryLimit: 3, retryDelay: 10 };
/** How often the queue looks for jobs whose worker is gone. One process of the fleet does it. */
const upkeepSeconds = 5;
/** How long it takes at most until a job is noticed. */
const pollSeconds = 1;
/** How long jobs under way may take to end, in milliseconds: they are told to. */
const longestEndMs = 8_000;
/** For sending, for taking, and for the lock at the start. */
const connections = 3;
/** Any number that nothing else on the server locks. */
const upkeepLock = 7_301_420_915;

/** Opens the queue of a fleet, and makes its tables where there are none. DRIVER_MISSING, STORE_UNAVAILABLE. */
export async function openQueue({ url, onError }: QueueOptions): Promise<JobQueue> {
  const PgBoss = await importBoss();
  const { pool, schema } = await connectPostgres(url, connections);
  pool.on('error', onError);
  const boss = new PgBoss({
    db: { executeSql: (text, values) => execute(pool, text, values) },
    schema: `${schema}_jobs`,
    maintenanceIntervalSeconds: upkeepSeconds,
    schedule: false,
  });
  boss.on('error', onError);
  try {
    // Workers that begin together would make the tables together, and stand in each other's way.
    await oneByOne(pool, async () => {
      await boss.start();
      await boss.createQueue(queue, { name: queue, policy: 'short', expireInSeconds: longestJobSeconds, ...retries });
    });
  } catch (thrown) {
    await boss.stop({ graceful: false, wait: false }).catch(onError);
    await pool.end();
    throw unavailable(thrown);
  }
  return {
    async send(jobs, delayMs = 0) {
      for (const job of jobs)
        await boss.send(queue, job, {
          id: jobId(job),
          singletonKey: jobKey(job),
          ...(delayMs > 0 && { startAfter: Math.ceil(delayMs / 1000) }),
        });
    },
    async take(atOnce, work) {
      const options = { batchSize: 1, pollingIntervalSeconds: pollSeconds };
      for (let place = 0; place < atOnce; place += 1)
        await boss.work<Job>(queue, options, async ([job]) => {
          if (job !== undefined) await work(job.data);
        });
    },
    async close() {
      await boss.stop({ graceful: true, wait: true, timeout: longestEndMs });
      await pool.end();
    },
  };
}

async function importBoss() {
  try {
    return (await import('pg-boss')).default;
  } catch (thrown) {
    const error = toError(thrown);
    if (!('code' in error) || error.code !== 'ERR_MODULE_NOT_FOUND' || !error.message.includes("'pg-boss'"))
      throw error;
    throw new IngestError('DRIVER_MISSING', 'worker: the package pg-boss is not installed: npm install pg-boss@10', {
      cause: error,
    });
  }
}

/** Whoever else works on the queue of this database waits meanwhile. */
async function oneByOne(pool: PostgresPool, work: () => Promise<void>): Promise<void> {
  const client = await pool.connect();
  let isBroken = true;
  try {
    await client.query({ text: 'SELECT pg_advisory_lock($1)', values: [upkeepLock] });
    await work();
    await client.query({ text: 'SELECT pg_advisory_unlock($1)', values: [upkeepLock] });
    isBroken = false;
  } finally {
    client.release(isBroken);
  }
}

async function execute(pool: PostgresPool, text: string, values: unknown[]): Promise<{ rows: unknown[] }> {
  const client = await pool.connect();
  let isBroken = true;
  try {
    // Several statements in one text take no values.
    const result = await client.query(values === undefined || values.length === 0 ? text : { text, values });
    isBroken = false;
    return result as { rows: unknown[] };
  } finally {
    client.release(isBroken);
  }
}

function unavailable(thrown: unknown): IngestError {
  const cause = toError(thrown);
  return new IngestError('STORE_UNAVAILABLE', `could not open the queue of the fleet: ${cause.message}`, {
    hint: 'the first worker makes its tables: its role needs CREATE on the database once; see docs/fleet.md',
    cause,
  });
}
