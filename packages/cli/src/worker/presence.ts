import { hostname } from 'node:os';
import { type Clock, type EpochMs, HOUR_MS, type RegisterStore } from '@ingest/core';
import * as z from 'zod';

const stored = z.object({
  startedAt: z.number(),
  seenAt: z.number(),
  jobs: z.number(),
  busyWith: z.array(z.string()),
});

/** A worker of the fleet, as it last told of itself. */
export interface WorkerState extends z.infer<typeof stored> {
  /** Host and process. */
  readonly name: string;
}

const prefix = 'workers/';
/** How often a worker tells that it is there, in milliseconds. */
export const tellEveryMs = 15_000;
/** One that has not told of itself for so long is lost. */
const lostAfterMs = 3 * tellEveryMs;

export function isLost({ seenAt }: WorkerState, now: EpochMs): boolean {
  return Math.abs(now - seenAt) > lostAfterMs;
}

/** All workers that have told of themselves and did not end well, in the order of their names. */
export async function readWorkers(registers: RegisterStore): Promise<readonly WorkerState[]> {
  const all = await registers.list(prefix);
  return all.flatMap(({ name, value }) => {
    const read = stored.safeParse(value);
    return read.success ? [{ name: name.slice(prefix.length), ...read.data }] : [];
  });
}

/** What one worker tells of itself. */
export interface Presence {
  /** Counts a job as under way until its work has ended. */
  during<T>(job: string, work: () => Promise<T>): Promise<T>;
  /** Tells that it is there, until the signal; then that it is gone. Also forgets those that were lost an hour ago. */
  tell(signal: AbortSignal): Promise<void>;
}

export function createPresence(
  registers: RegisterStore,
  clock: Clock,
  onError: (error: unknown) => void,
  name = `${hostname()}/${process.pid}`,
): Presence {
  const startedAt = clock.now();
  const busyWith = new Set<string>();
  let jobs = 0;
  let isGone = false;
  const tell = async () => {
    if (isGone) return;
    await registers
      .change(prefix + name, () => ({
        after: { startedAt, seenAt: clock.now(), jobs, busyWith: [...busyWith] },
        result: undefined,
      }))
      .catch(onError);
  };
  return {
    async during(job, work) {
      busyWith.add(job);
      await tell();
      try {
        const result = await work();
        jobs += 1;
        return result;
      } finally {
        busyWith.delete(job);
        await tell();
      }
    },
    async tell(signal) {
      while (!signal.aborted) {
        await tell();
        await forgetLost(registers, clock.now()).catch(onError);
        await clock.wait(tellEveryMs, signal).catch(() => {});
      }
      // A job that ends after this one is told of no more.
      isGone = true;
      await remove(registers, name).catch(onError);
    },
  };
}

async function forgetLost(registers: RegisterStore, now: EpochMs): Promise<void> {
  for (const { name, seenAt } of await readWorkers(registers))
    if (Math.abs(now - seenAt) > HOUR_MS) await remove(registers, name);
}

function remove(registers: RegisterStore, name: string): Promise<void> {
  return registers.change<void>(prefix + name, () => ({ after: null, result: undefined }));
}
