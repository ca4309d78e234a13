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

/** Delivers what is due, also what earlier runs left, and counts what is left then. A failing sink fails nothing else. */
export async function deliver({
  store,
  queued,
  sends,
  ...options
}: DeliveringRun): Promise<RunReport['notifications']> {
  const drained = sends ? await drain({ ...options, outbox: store.outbox, registers: store.registers }) : null;
  const queues = await store.outbox.queues();
  const inAll = (state: 'pending' | 'dead') => queues.reduce((sum, { counts }) => sum + counts[state], 0);
  return { queued, delivered: drained?.delivered ?? 0, pending: inAll('pending'), dead: inAll('dead') };
}
