import { type Job, jobsOf } from '@ingest/core';
import { describe, expect, it, vi } from 'vitest';
import { openQueue } from '../../src/worker/queue.js';
import { askServer, hasPostgres, temporaryStore } from '../support/postgres.js';

const slot = Date.UTC(2026, 5, 4, 14);
const jobs = (attempt = 0) => jobsOf({ slot, from: slot - 300_000, attempt }, ['AAPL', 'MSFT', 'TSLA'], 1);

describe.skipIf(!(await hasPostgres()))('the queue of a fleet', () => {
  const { url, schema } = temporaryStore();
  const open = (onError: (error: unknown) => void = (error) => expect.fail(String(error))) =>
    openQueue({ url, onError });

  it('is made once by workers that begin together, and gives each job to one of them, however often it was sent', async () => {
    const queues = await Promise.all([open(), open(), open()]);
    const taken: Job[] = [];
    const take = async () => {
      const isTaken = await Promise.all(queues.map((queue) => queue.take(async (job) => void taken.push(job))));
      return isTaken.filter(Boolean).length;
    };
    await Promise.all(queues.map((queue) => queue.send(jobs())));
    expect(await take()).toBe(3);
    expect(await take()).toBe(0);
    await queues[0]?.send(jobs());
    await queues[1]?.send(jobs(1));
    expect(await take()).toBe(3);
    expect(await take()).toBe(0);
    await Promise.all(queues.map((queue) => queue.close()));
    const parts = taken.map(({ attempt, index }) => `${attempt}/${index}`).sort();
    expect(parts).toEqual(['0/0', '0/1', '0/2', '1/0', '1/1', '1/2']);
    expect(taken.map(({ tickers }) => tickers)).toContainEqual(['MSFT']);
  });

  it('keeps a job back until its time, and gives one whose work threw to a worker again', async () => {
    const errors: unknown[] = [];
    const queue = await open((error) => errors.push(error));
    await queue.send(jobs(2), 3_600_000);
    await queue.send(jobs(3).slice(0, 1));
    const attempts: number[] = [];
    const failing = async ({ attempt }: Job) => {
      attempts.push(attempt);
      throw new Error('another one is at it');
    };
    expect(await queue.take(failing)).toBe(true);
    expect(errors).toMatchObject([{ message: 'another one is at it' }]);
    const again = async ({ attempt }: Job) => void attempts.push(attempt);
    await vi.waitFor(async () => expect(await queue.take(again)).toBe(true), { timeout: 30_000, interval: 500 });
    expect(attempts).toEqual([3, 3]);
    await queue.close();
    const states = await askServer<{ state: string; jobs: number }>(
      `SELECT state::text, count(*)::int AS jobs FROM "${schema}_jobs".job WHERE (data->>'attempt')::int > 1 GROUP BY 1 ORDER BY 1`,
    );
    expect(states).toEqual([
      { state: 'completed', jobs: 1 },
      { state: 'created', jobs: 3 },
    ]);
  });

  it('lets go of what is no job, and says so', async () => {
    const errors: unknown[] = [];
    const queue = await open((error) => errors.push(error));
    await askServer(
      `INSERT INTO "${schema}_jobs".job (name, data, policy) VALUES ('shares', '{"slot": "noon"}', 'short')`,
    );
    expect(await queue.take(() => expect.fail('there is no job'))).toBe(true);
    expect(await queue.take(() => expect.fail('there is no job'))).toBe(false);
    expect(errors).toMatchObject([{ message: expect.stringContaining('no job') }]);
    await queue.close();
  });

  it('outlives connections that the server ends, and closes all the same', async () => {
    const errors: unknown[] = [];
    const queue = await open((error) => errors.push(error));
    await queue.send(jobs(4).slice(0, 1));
    const cut = async () => {
      await askServer(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'ingest' AND pid <> pg_backend_pid()",
      );
    };
    // Gone while a job is made: what it came to cannot be written down, and that is told.
    await queue.take(cut).catch((error: unknown) => errors.push(error));
    await vi.waitFor(async () => expect(await queue.take(async () => {})).toBeTypeOf('boolean'), { timeout: 10_000 });
    await cut();
    await queue.close();
  });

  it('that cannot be opened says of what, and keeps nothing open', async () => {
    const there = new URL(url);
    there.port = '1';
    await expect(openQueue({ url: there.href, onError: () => {} })).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      message: expect.stringContaining('the queue of the fleet'),
    });
  });
});
