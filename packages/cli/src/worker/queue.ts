import { IngestError, importDriver, type Job, jobId, jobKey, readJob, toError } from '@ingest/core';
import { connectPostgres, type PostgresClient, type PostgresPool } from '@ingest/storage/postgres';

/** Jobs on their way to the workers of a fleet, in tables beside the store. */
export interface JobQueue {
  /** Sends jobs; one that was sent before, by whomever, is not sent again. Not taken for the first `delayMs` milliseconds. */
  send(jobs: readonly Job[], delayMs?: number): Promise<void>;
  /**
   * Takes one job and makes it; false when there is none. One whose work throws is given to a worker again, after a pause, three
   * times; `onError` is told why.
   */
  take(work: (job: Job) => Promise<void>): Promise<boolean>;
  /** Disconnects. */
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
/** Of the queue of one worker, beside those of its store. */
const mostConnections = 3;
/** Any number that nothing else on the server locks. */
const upkeepLock = 7_301_420_915;

/** Opens the queue of a fleet, and makes its tables where there are none. DRIVER_MISSING, STORE_UNAVAILABLE. */
export async function openQueue({ url, onError }: QueueOptions): Promise<JobQueue> {
  const PgBoss = await importBoss();
  const tell = (error: unknown) => onError(troubled(error));
  // Each job needs one for two short questions alone.
  const { pool, schema } = await connectPostgres(url, mostConnections);
  pool.on('error', tell);
  const boss = new PgBoss({
    db: { executeSql: (text, values) => withClient(pool, (client) => execute(client, text, values)) },
    schema: `${schema}_jobs`,
    maintenanceIntervalSeconds: upkeepSeconds,
    schedule: false,
  });
  boss.on('error', tell);
  const close = async () => {
    await boss.stop({ graceful: false, wait: false }).catch(tell);
    await pool.end();
  };
  try {
    // Workers that begin together would make the tables together, and stand in each other's way.
    await oneByOne(pool, async () => {
      await boss.start();
      await boss.createQueue(queue, { name: queue, policy: 'short', expireInSeconds: longestJobSeconds, ...retries });
    });
  } catch (thrown) {
    await close();
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
    async take(work) {
      const [taken] = await boss.fetch<unknown>(queue, { batchSize: 1 });
      if (taken === undefined) return false;
      const job = readJob(taken.data);
      if (job === null) {
        onError(new Error(`the queue of the fleet holds something that is no job: ${taken.id}`));
        await boss.complete(queue, taken.id);
        return true;
      }
      try {
        await work(job);
      } catch (thrown) {
        onError(thrown);
        await boss.fail(queue, taken.id, { message: toError(thrown).message });
        return true;
      }
      await boss.complete(queue, taken.id);
      return true;
    },
    close,
  };
}

async function importBoss() {
  const driver = { of: 'worker', packages: ['pg-boss'], install: 'pg-boss@10' };
  return (await importDriver(driver, () => import('pg-boss'))).default;
}

/** Whoever else works on the queue of this database waits meanwhile. */
function oneByOne(pool: PostgresPool, work: () => Promise<void>): Promise<void> {
  return withClient(pool, async (client) => {
    await client.query({ text: 'SELECT pg_advisory_lock($1)', values: [upkeepLock] });
    await work();
    await client.query({ text: 'SELECT pg_advisory_unlock($1)', values: [upkeepLock] });
  });
}

/** Has a connection while it works; one on which something failed is not used again. */
async function withClient<Value>(pool: PostgresPool, work: (client: PostgresClient) => Promise<Value>): Promise<Value> {
  const client = await pool.connect();
  // What it fails with is told to whoever asked last.
  client.on('error', ignore);
  let isSound = false;
  try {
    const value = await work(client);
    isSound = true;
    return value;
  } finally {
    client.removeListener('error', ignore);
    client.release(!isSound);
  }
}

function ignore(): void {}

async function execute(client: PostgresClient, text: string, values: unknown[]): Promise<{ rows: unknown[] }> {
  // Several statements in one text take no values.
  return (await client.query(values === undefined || values.length === 0 ? text : { text, values })) as {
    rows: unknown[];
  };
}

/** What the driver or the queue says, with what it is about. */
function troubled(error: unknown): IngestError {
  const message = String(Object(error).message ?? error);
  return new IngestError('STORE_UNAVAILABLE', `the queue of the fleet: ${message}; it is tried again`, {
    cause: error,
  });
}

function unavailable(thrown: unknown): IngestError {
  const cause = toError(thrown);
  return new IngestError('STORE_UNAVAILABLE', `could not open the queue of the fleet: ${cause.message}`, {
    hint: 'its role needs CREATE on the database once, or rights on the tables that another role made: see docs/fleet.md',
    cause,
  });
}
