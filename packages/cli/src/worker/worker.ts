import {
  beginRun,
  breakersOf,
  claimedSlot,
  type EpochMs,
  IngestError,
  type IngestOptions,
  type Job,
  jobKey,
  latestSlot,
  makeShare,
  marketHours,
  readShares,
  retryDelay,
  runLease,
  type Ticker,
  toTicker,
} from '@ingest/core';
import { parseStoreUrl } from '@ingest/storage';
import { runSlots } from '../watch/loop.js';
import { type Serving, type ServingCommand, serve } from '../watch/serve.js';
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
/** How often a worker without a job looks for one, in milliseconds. */
const pollEveryMs = 1_000;
/** Slots that `ingest watch` claims are its own. */
const claimer = 'worker';

/** Makes jobs of a fleet until it is told to stop, and sends them when a slot is its own. */
export async function worker(command: WorkerCommand): Promise<number> {
  const { store } = command.loaded.settings;
  const url = typeof store === 'string' ? parseStoreUrl(store) : null;
  if (url?.kind !== 'postgres')
    throw new IngestError('CONFIG_INVALID', 'worker: a fleet needs a Postgres store, which all its machines reach', {
      hint: 'set store: postgres://user@host/database; on one machine with a file use ingest watch',
    });
  return serve({
    ...command,
    doing: 'working',
    fetchFor: () => fetch,
    async work(serving) {
      const queue = await openQueue({ url: url.url, onError: serving.onError });
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
  const { compose, during, store, clock, schedule, onError, signal } = serving;
  const { registers } = store;
  const presence = createPresence(registers, clock, onError);
  const tickers = [...new Set(loaded.settings.tickers.map(toTicker))].filter((one): one is Ticker => one !== null);
  const hours = marketHours(schedule);

  const begin = async (slot: EpochMs, attempt: number, delayMs = 0): Promise<void> => {
    const send = (jobs: readonly Job[]) => queue.send(jobs, delayMs);
    await beginRun({ slot, attempt, tickers, tickersPerJob }, { registers, clock, schedule, hours, send });
  };

  /** Throws when somebody else is to make it, so that the queue gives it to one. */
  const make = async (job: Job): Promise<void> => {
    const run = (changes: Partial<IngestOptions>) => during(() => compose(changes).run({ signal }));
    const made = await makeShare(job, { registers, clock, run });
    if (made.kind === 'left') throw new Error(made.why);
    if (made.kind !== 'made' || made.whole?.outcome !== 'failed') return;
    const { slot, attempt } = job;
    const delayMs = retryDelay({ ...serving, slot, retry: attempt, breakers: breakersOf(made.report) });
    if (delayMs !== null) await begin(slot, attempt + 1, delayMs);
  };

  const takeJobs = async (): Promise<void> => {
    while (!signal.aborted) {
      const isTaken = await queue
        .take((job) => presence.during(jobKey(job), () => make(job)))
        .catch((error: unknown) => {
          onError(error);
          return false;
        });
      if (!isTaken) await clock.wait(pollEveryMs, signal).catch(() => {});
    }
  };

  const slots = runSlots({
    ...serving,
    registers,
    leaseName: runLease,
    claimer,
    longestNapMs: lookEveryMs,
    async run(slot) {
      await begin(slot, 0).catch(onError);
      return null;
    },
  });
  const takers = Array.from({ length: atOnce }, takeJobs);
  await Promise.all([slots, presence.tell(signal), mendSlots(serving, (slot) => begin(slot, 0)), ...takers]);
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
      const begun = await readShares(registers, runLease, clock.now());
      const isLeft =
        (begun === null || begun.slot < slot) && (await claimedSlot(registers, runLease, claimer)) === slot;
      if (isLeft && suspect === slot) await begin(slot);
      suspect = isLeft ? slot : null;
    } catch (error) {
      onError(error);
    }
    await clock.wait(lookEveryMs, signal).catch(() => {});
  }
}
