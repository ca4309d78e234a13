import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { RunShare, SharedRun } from './run-share.js';

/** A part of a run, for whichever process takes it. */
export interface Job extends Omit<RunShare, 'name'> {
  readonly tickers: readonly string[];
}

const stored = z.object({
  slot: z.number(),
  from: z.number(),
  attempt: z.int().min(0),
  index: z.int().min(0),
  count: z.int().min(1),
  tickers: z.array(z.string()).min(1),
});

/** A job as a queue kept it; null when another version of the program, or something else, left it there. */
export function readJob(value: unknown): Job | null {
  const read = stored.safeParse(value);
  return read.success ? read.data : null;
}

/** Cuts a run into jobs of so many tickers each; the last one may have fewer. */
export function jobsOf(
  run: Omit<SharedRun, 'count'>,
  tickers: readonly string[],
  tickersPerJob: number,
): readonly Job[] {
  const count = Math.ceil(tickers.length / tickersPerJob);
  return Array.from({ length: count }, (_, index) => ({
    ...run,
    index,
    count,
    tickers: tickers.slice(index * tickersPerJob, (index + 1) * tickersPerJob),
  }));
}

/** The name of a job: that of its run, and which part of it. */
export function jobKey({ slot, attempt, index, count }: Job): string {
  return `${slot}/${attempt}/${index}of${count}`;
}

/** The same for the same part of the same run, whoever sends it: so that it is sent once. A UUID of the free form (RFC 9562, 5.8). */
export function jobId(job: Job): string {
  const hex = createHash('sha256').update(jobKey(job)).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
