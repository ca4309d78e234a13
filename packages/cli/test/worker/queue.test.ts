import { describe, expect, it, vi } from 'vitest';
import { type Job, jobsOf } from '../../src/worker/jobs.js';
import { openQueue } from '../../src/worker/queue.js';
import { askServer, hasPostgres, temporaryStore } from '../support/postgres.js';

const jobs = (attempt = 0) => jobsOf({ slot: Date.UTC(2026, 5, 4, 14), attempt }, ['AAPL', 'MSFT', 'TSLA'], 1);

describe.skipIf(!(await hasPostgres()))('the queue of a fleet', () => {
  const { url, schema } = temporaryStore();
  const errors: unknown[] = [];
  const open = () => openQueue({ url, onError: (error) => errors.push(error) });

  it('is made once by workers that begin together, and gives each job to one of them, however often it was sent', async () => {
    const queues = await Promise.all([open(), open(), open()]);
    const taken: Job[] = [];
    for (const queue of queues) {
      await queue.send(jobs());
      await queue.take(2, async (job) => {
        taken.push(job);
      });
    }
    await vi.waitFor(() => expect(taken).toHaveLength(3), { timeout: 20_000 });
    await Promise.all(queues.map((queue) => queue.send(jobs())));
    await queues[0]?.send(jobs(1));
    await vi.waitFor(() => expect(taken).toHaveLength(6), { timeout: 20_000 });
    await Promise.all(queues.map((queue) => queue.close()));
    expect(taken.map(({ attempt, index }) => `${attempt}/${index}`).sort()).toEqual([
      '0/0',
      '0/1',
      '0/2',
      '1/0',
      '1/1',
      '1/2',
    ]);
    expect(taken.map(({ tickers }) => tickers)).toContainEqual(['MSFT']);
    expect(errors).toEqual([]);
  });

  it('keeps a job back until its time, and gives one whose work threw to a worker again', async () => {
    const queue = await open();
    await queue.send(jobs(2), 3_600_000);
    let tries = 0;
    await queue.send(jobs(3).slice(0, 1));
    await queue.take(1, async ({ attempt }) => {
      expect(attempt).toBe(3);
      tries += 1;
      if (tries === 1) throw new Error('another one is at it');
    });
    await vi.waitFor(() => expect(tries).toBe(2), { timeout: 30_000 });
    await queue.close();
    const states = await askServer<{ state: string; jobs: number }>(
      `SELECT state::text, count(*)::int AS jobs FROM "${schema}_jobs".job WHERE (data->>'attempt')::int > 1 GROUP BY 1 ORDER BY 1`,
    );
    expect(states).toEqual([
      { state: 'completed', jobs: 1 },
      { state: 'created', jobs: 3 },
    ]);
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
