import type { SinkQueue } from '../contracts/outbox.js';
import type { Sink } from '../contracts/sink.js';
import type { Store } from '../contracts/store.js';
import { type DrainOptions, drain } from '../delivery/drain.js';
import type { RunReport } from '../model/run-report.js';

export interface DeliveringRun extends Omit<DrainOptions, 'outbox' | 'registers'> {
  readonly store: Store;
  readonly sinks: readonly Sink[];
  /** How many deliveries the run committed. */
  readonly queued: number;
  /** Whether anything may be sent. */
  readonly sends: boolean;
}

export interface DeliveredRun {
  readonly notifications: RunReport['notifications'];
  /** What nobody will deliver. */
  readonly warnings: readonly string[];
}

/** Delivers what is due, also what earlier runs left, and counts what is left then. A failing sink fails nothing else. */
export async function deliver({ store, queued, sends, ...options }: DeliveringRun): Promise<DeliveredRun> {
  const drained = sends ? await drain({ ...options, outbox: store.outbox, registers: store.registers }) : null;
  const queues = await store.outbox.queues();
  const inAll = (state: 'pending' | 'dead') => queues.reduce((sum, { counts }) => sum + counts[state], 0);
  return {
    notifications: { queued, delivered: drained?.delivered ?? 0, pending: inAll('pending'), dead: inAll('dead') },
    warnings: sends ? waitingForNobody(queues, options.sinks) : [],
  };
}

/** A delivery whose sink is gone from the configuration is never tried, so it never fails: without a word it would wait for ever. */
function waitingForNobody(queues: readonly SinkQueue[], sinks: readonly Sink[]): readonly string[] {
  return queues
    .filter(({ sink, counts }) => counts.pending > 0 && !sinks.some(({ name }) => name === sink))
    .map(({ sink, counts: { pending } }) => {
      const waiting = pending === 1 ? '1 delivery waits' : `${pending} deliveries wait`;
      const what = pending === 1 ? 'it' : 'them';
      return `${waiting} for ${sink}, which is not among the sinks of this run: configure it again, or give ${what} up with ingest deliveries drop --sink ${sink}`;
    });
}
