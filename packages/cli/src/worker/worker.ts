import {
  claimedSlot,
  type EpochMs,
  IngestError,
  keepRun,
  latestSlot,
  openShares,
  readShares,
  runLease,
} from '@ingest/core';
import { retryDelay, runSlots } from '../watch/loop.js';
import { type Serving, type ServingCommand, serve } from '../watch/serve.js';
import { type Job, jobKey, jobsOf } from './jobs.js';
import { makeShare } from './make-share.js';
import { createPresence } from './presence.js';
import { type JobQueue, openQueue } from './queue.js';

export interface WorkerCommand extends ServingCommand {
  /** How many jobs it makes at once. */
  readonly atOnce: number;
  /** How many tickers make a job. */
  readonly tickersPerJob: number;
}

/** How often the clock is looked at, and whether a slot was left by whoever claimed it, in milliseconds. */
const lookEveryMs = 5_000;

/** Makes jobs of a fleet until it is told to stop, and sends them when a slot is its own. */
export async function worker(command: WorkerCommand): Promise<number> {
  const { store } = command.loaded.settings;
  if (typeof store !== 'string' || !/^postgres(ql)?:/i.test(store))
    throw new IngestError('CONFIG_INVALID', 'worker: a fleet needs a Postgres store, which all its machines reach', {
      hint: 'set store: postgres://user@host/database; on one machine with a file use ingest watch',
    });
  return serve({
    ...command,
    doing: 'working',
    fetchFor: () => fetch,
    async work(serving) {
      const queue = await openQueue({ url: store, onError: serving.onError });
      try {
        await workOn(command, serving, queue);
      } finally {
        await queue.close();
      }
    },
  });
}

async function workOn(
  { loaded, atOnce, tickersPerJob }: WorkerCommand,
  serving: Serving,
  queue: JobQueue,
): Promise<void> {
  const { compose, during, store, clock, onError, signal } = serving;
  const { registers } = store;
  const presence = createPresence(registers, clock, onError);
  const tickers = [...new Set(loaded.settings.tickers)];

  /** Sent first and written down then: whoever dies between the two is found out, and what was sent is not sent again. */
  const begin = async (slot: EpochMs, attempt: number, delayMs = 0): Promise<void> => {
    const jobs = jobsOf({ slot, attempt }, tickers, tickersPerJob);
    await queue.send(jobs, delayMs);
    const unfinished = await openShares(registers, runLease, { slot, attempt, count: jobs.length });
    if (unfinished !== null) await keepRun(registers, runLease, unfinished, clock.now());
  };

  const make = (job: Job): Promise<void> =>
    makeShare(job, {
      registers,
      run: (changes) => during(() => compose(changes).run({ signal })),
      async again({ slot, attempt }, report) {
        const delayMs = retryDelay({ ...serving, slot, retry: attempt, report });
        if (delayMs !== null) await begin(slot, attempt + 1, delayMs);
      },
    });

  const telling = presence.tell(signal);
  const mending = mendSlots(serving, (slot) => begin(slot, 0));
  await queue.take(atOnce, (job) => presence.during(jobKey(job), () => make(job)));
  await runSlots({
    ...serving,
    registers,
    leaseName: runLease,
    longestNapMs: lookEveryMs,
    async run(slot) {
      await begin(slot, 0).catch(onError);
      return null;
    },
  });
  await Promise.all([telling, mending]);
}

/** Sends the jobs of a slot whose claimer sent none: seen twice, it is gone, and not just at it. */
async function mendSlots(
  { store: { registers }, clock, schedule, onError, signal }: Serving,
  begin: (slot: EpochMs) => Promise<void>,
): Promise<void> {
  let suspect: EpochMs | null = null;
  while (!signal.aborted) {
    try {
      const slot = latestSlot(clock.now(), schedule);
      const isSent = ((await readShares(registers, runLease))?.slot ?? Number.NEGATIVE_INFINITY) >= slot;
      const isLeft = !isSent && (await claimedSlot(registers, runLease)) === slot;
      if (isLeft && suspect === slot) await begin(slot);
      suspect = isLeft ? slot : null;
    } catch (error) {
      onError(error);
    }
    await clock.wait(lookEveryMs, signal).catch(() => {});
  }
}
