import {
  type DisabledSink,
  disabledSinks,
  type EpochMs,
  isOver,
  type OutboxStore,
  type RegisterStore,
  type Sink,
  type SinkQueue,
  toIso,
} from '@ingest/core';
import type { SinkStatus } from './status.js';

export interface SinksToRead {
  readonly outbox: OutboxStore;
  readonly registers: RegisterStore;
  /** Those of the configuration, each once. */
  readonly sinks: readonly Pick<Sink, 'name'>[];
  readonly now: EpochMs;
}

/** How deliveries stand at each sink of the configuration, and at each other one for which something waits or was given up. */
export async function readSinks({ outbox, registers, sinks, now }: SinksToRead): Promise<readonly SinkStatus[]> {
  const [queues, disabled] = [await outbox.queues(), await disabledSinks(registers)];
  const configured = sinks.map(({ name }) => name);
  const forgotten = queues
    .filter(({ sink, counts }) => !configured.includes(sink) && counts.pending + counts.dead > 0)
    .map(({ sink }) => sink);
  return Promise.all(
    [...configured, ...forgotten].map(async (sink) => {
      const queue = queues.find((one) => one.sink === sink);
      return {
        sink,
        isConfigured: configured.includes(sink),
        ...waitingIn(queue, now),
        nextTryAt: queue === undefined ? null : await nextTryAt(outbox, queue, now),
        disabledBecause: disabled.find((one: DisabledSink) => one.sink === sink)?.reason ?? null,
      };
    }),
  );
}

function waitingIn(
  queue: SinkQueue | undefined,
  now: EpochMs,
): Pick<SinkStatus, 'waiting' | 'dead' | 'oldestAt' | 'oldestAgeMs'> {
  const oldest = queue?.oldestPendingAt ?? null;
  return {
    waiting: queue?.counts.pending ?? 0,
    dead: queue?.counts.dead ?? 0,
    oldestAt: oldest === null ? null : toIso(oldest),
    oldestAgeMs: oldest === null ? null : Math.max(0, now - oldest),
  };
}

/** One that was never tried is due, so only those that were tried are looked at: of a dead sink that is one a run. */
async function nextTryAt(outbox: OutboxStore, { sink, counts }: SinkQueue, now: EpochMs): Promise<string | null> {
  if (counts.pending === 0) return null;
  let first: EpochMs | null = null;
  let waiting = 0;
  for await (const { waits } of outbox.list({ sink, states: ['pending'], minAttempts: 1 })) {
    if (waits === null || isOver(waits, now)) return null;
    waiting += 1;
    first = Math.min(first ?? waits.until, waits.until);
  }
  return first === null || waiting < counts.pending ? null : toIso(first);
}
