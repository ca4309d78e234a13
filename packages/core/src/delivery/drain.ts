import type { Chance, Clock } from '../contracts/clock.js';
import type { OutboxStore } from '../contracts/outbox.js';
import type { RegisterStore } from '../contracts/registers.js';
import type { Sink } from '../contracts/sink.js';
import { type EventReader, tellAll } from '../events.js';
import type { Redact } from '../security/redact.js';
import { startDeadline } from '../time/deadline.js';
import { type CutReason, type Drained, drainSink } from './drain-sink.js';

export interface DrainOptions {
  readonly outbox: OutboxStore;
  readonly registers: RegisterStore;
  /** Of different names. */
  readonly sinks: readonly Sink[];
  readonly clock: Clock;
  readonly chance: Chance;
  /** How long all of it may take, in milliseconds. Default: 15 000. */
  readonly budgetMs?: number;
  /** Ends the drain at once; what is under way is due again. */
  readonly signal?: AbortSignal;
  /** Told of each delivery that was tried. */
  readonly onEvent?: EventReader;
  /** Takes secrets out of what is kept and told of a failure. */
  readonly redact: Redact;
}

/** How long a drain may take, unless the caller says. */
export const defaultBudgetMs = 15_000;

/**
 * Delivers what is due, all sinks side by side, so that a slow or dead one holds up no other. Each delivery is claimed by
 * itself and tried once; a sink that is unavailable is left alone for this time, and what else waits for it loses no try.
 * Resolves at the end of the budget and on an abort as well; rejects only with errors of the store.
 */
export async function drain(options: DrainOptions): Promise<Drained> {
  const { sinks, clock, budgetMs = defaultBudgetMs, signal, onEvent, ...rest } = options;
  const budget = startDeadline(clock, budgetMs, () => new Error('the time for deliveries is over'), signal);
  const storeFailed = new AbortController();
  const context = {
    ...rest,
    clock,
    tell: tellAll(onEvent === undefined ? [] : [onEvent]),
    remainingMs: () => budget.remainingMs(),
    cut: AbortSignal.any([budget.signal, storeFailed.signal]),
    cutBecause: (): CutReason => {
      if (signal?.aborted) return { code: 'ABORTED', message: 'the program stops' };
      const message = budget.signal.aborted ? 'the time for deliveries is over' : 'the store failed';
      return { code: 'SINK_UNAVAILABLE', message };
    },
  };
  try {
    const ends = await Promise.allSettled(
      sinks.map((sink) =>
        drainSink(sink, context).catch((error: unknown) => {
          // A store that fails one sink serves no other: they end now, and none goes on behind the caller's back.
          storeFailed.abort(error);
          throw error;
        }),
      ),
    );
    return { delivered: ends.reduce((total, end) => total + drainedBy(end).delivered, 0) };
  } finally {
    budget.dispose();
  }
}

function drainedBy(end: PromiseSettledResult<Drained>): Drained {
  if (end.status === 'rejected') throw end.reason;
  return end.value;
}
