import { dispositionOf, type EpochMs, IngestError, keptMs, onceADay, toError, untilAborted } from '@ingest/core';
import type { App, Work } from '../app.js';
import { startBudget } from '../budget.js';
import { type DueOptions, type DueResult, makeDueRun } from './make-due-run.js';
import { failureOf, resultOf, type TickResult } from './tick-result.js';

export interface TickOptions {
  readonly app: App;
  /** When the tick was meant to come. */
  readonly scheduledAt: EpochMs;
  readonly queue: DueOptions['queue'];
  /** How long the invocation may last, in milliseconds. */
  readonly remainingMs: number;
}

/**
 * What the schedule wakes the function for: makes the run that is due, and where none was made looks whether something is wrong and
 * delivers what is left; prunes once a day.
 *
 * Rejects with a FunctionError when a run failed, or with what the queue failed with when its shares could not be sent, after its state, its alerts and the metrics are written: Lambda counts it, and
 * tells the same event again, see `dueRun`. So it does when the time of the invocation ended a run: its whole pages are stored, and the
 * next tick goes on with the same attempt from there. A run that another invocation is at is left to it, and nothing failed.
 */
export async function tick(options: TickOptions): Promise<TickResult> {
  const { app, remainingMs } = options;
  const work = await app.begin();
  const budget = startBudget(app.clock, remainingMs, app.overdue);
  try {
    // A store that hangs looks at no signal.
    const due = await untilAborted(budget.all, makeDueRun({ ...options, work, signal: budget.run }));
    const failure = failureOf(due);
    // Whoever cannot reach the store has nothing to look at and nothing to deliver.
    if (failure !== null && dispositionOf(failure.code).family === 'store') throw failure;
    const delivered = isWhole(due) ? null : await untilAborted(budget.all, lookAround(work, budget.all));
    await pruneDaily(app, budget.all);
    if (failure !== null) throw failure;
    return { ...resultOf(due), ...(delivered !== null && { delivered }) };
  } finally {
    await writeStanding(app, work, budget.all);
    budget.dispose();
    await work.end();
  }
}

/** Whether a run has looked and delivered itself. */
function isWhole(due: DueResult): boolean {
  return due.kind === 'made' && due.made.kind === 'made';
}

/** Looks between two runs: data grows stale, and deliveries fail, while nothing is collected. Answers how many sinks took. */
async function lookAround(work: Work, signal: AbortSignal): Promise<number> {
  const ingest = work.compose();
  await ingest.look();
  const drained = await Promise.allSettled(work.sinks.all.map((sink) => ingest.deliver(sink, { signal })));
  const failed = drained.find((one) => one.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  return drained.reduce((sum, one) => sum + (one.status === 'fulfilled' ? one.value.delivered : 0), 0);
}

/** What is too much for one invocation goes on with the next one. */
async function pruneDaily({ store, clock, trouble }: App, signal: AbortSignal): Promise<void> {
  const prune = async () => {
    await store.maintenance.prune({ eventsBefore: clock.now() - keptMs, storiesBefore: null });
  };
  try {
    await untilAborted(signal, onceADay(store.registers, 'prune', clock.now(), prune));
  } catch (thrown) {
    trouble({
      code: codeOf(thrown),
      message: `what is old was not removed, which is tried again: ${toError(thrown).message}`,
    });
  }
}

async function writeStanding({ writeMetrics, trouble }: App, work: Work, signal: AbortSignal): Promise<void> {
  try {
    // Of a store that hangs nothing more is asked.
    signal.throwIfAborted();
    writeMetrics(await untilAborted(signal, work.standing()));
  } catch (thrown) {
    writeMetrics(null);
    trouble({ code: codeOf(thrown), message: `nobody knows how the whole stands: ${toError(thrown).message}` });
  }
}

const codeOf = (thrown: unknown) => (IngestError.is(thrown) ? thrown.code : 'ABORTED');
