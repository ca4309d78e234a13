import type { Sink } from '../contracts/sink.js';
import type { Store } from '../contracts/store.js';
import { type DrainOptions, drain } from '../delivery/drain.js';
import type { RunReport } from '../model/run-report.js';
import { sinkWarnings } from './sink-warnings.js';

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
  const { outbox, registers } = store;
  const { sinks } = options;
  const drained = sends ? await drain({ ...options, outbox, registers }) : null;
  const queues = await outbox.queues();
  const inAll = (state: 'pending' | 'dead') => queues.reduce((sum, { counts }) => sum + counts[state], 0);
  return {
    notifications: { queued, delivered: drained?.delivered ?? 0, pending: inAll('pending'), dead: inAll('dead') },
    warnings: sends ? await sinkWarnings({ outbox, registers, queues, sinks }) : [],
  };
}
