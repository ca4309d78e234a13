import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jobId, jobKey, jobsOf, readJob } from '../../src/run/jobs.js';

const run = { slot: Date.UTC(2026, 5, 4, 14), from: Date.UTC(2026, 5, 4, 13, 55), attempt: 0 };

describe('jobs of a run', () => {
  it('hold every ticker once, in their order, and know how many they are', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.stringMatching(/^[A-Z]{1,5}$/), { minLength: 1 }),
        fc.integer({ min: 1, max: 30 }),
        (tickers, size) => {
          const jobs = jobsOf(run, tickers, size);
          expect(jobs.flatMap((job) => job.tickers)).toEqual(tickers);
          expect(jobs.map(({ index }) => index)).toEqual(jobs.map((_, index) => index));
          for (const job of jobs) {
            expect(job).toMatchObject({ ...run, count: jobs.length });
            expect(job.tickers.length).toBeGreaterThan(0);
            expect(job.tickers.length).toBeLessThanOrEqual(size);
          }
        },
      ),
    );
  });

  it('are read as they were sent, and nothing else is read as one', () => {
    const [job] = jobsOf(run, ['AAPL'], 1);
    expect(readJob(JSON.parse(JSON.stringify(job)))).toEqual(job);
    for (const other of [null, {}, { ...job, tickers: [] }, { ...job, slot: 'noon' }])
      expect(readJob(other)).toBeNull();
  });

  it('have one id for one part of one run, which is a UUID, and another for every other', () => {
    const jobs = [...jobsOf(run, ['A', 'B', 'C'], 1), ...jobsOf({ ...run, attempt: 1 }, ['A', 'B', 'C'], 1)];
    expect(new Set(jobs.map(jobId)).size).toBe(6);
    expect(new Set(jobs.map(jobKey)).size).toBe(6);
    expect(jobs.map(jobId)).toEqual([...jobsOf(run, ['X', 'Y', 'Z'], 1), ...jobs.slice(3)].map(jobId));
    for (const id of jobs.map(jobId))
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});
