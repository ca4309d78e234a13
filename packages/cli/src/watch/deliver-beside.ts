import type { Clock, Ingest, Sink } from '@ingest/core';

export interface DeliveryOptions {
  readonly ingest: Pick<Ingest, 'deliver'>;
  readonly sinks: readonly Sink[];
  readonly clock: Clock;
  /** Told of what the store failed with; the loop goes on. */
  readonly onError: (error: unknown) => void;
  readonly signal: AbortSignal;
}

export interface Deliveries {
  /** Something was committed for the sinks: looks at once. */
  wake(): void;
  /** Resolves when all of them have ended, after the signal. */
  readonly ended: Promise<void>;
}

/** How often a sink is looked after when nobody says that there is something: for what other processes committed, and for retries. */
export const lookEveryMs = 5_000;

/** Delivers beside collecting, each sink by itself, so that a slow or dead one holds up nothing. */
export function deliverBeside({ ingest, sinks, clock, onError, signal }: DeliveryOptions): Deliveries {
  const sleepers = new Set<() => void>();
  const ended = Promise.all(sinks.map(serve)).then(() => {});
  return {
    wake() {
      for (const wake of sleepers) wake();
    },
    ended,
  };

  async function serve(sink: Sink): Promise<void> {
    while (!signal.aborted) {
      let woken = false;
      let sleep: AbortController | null = null;
      const wake = () => {
        woken = true;
        sleep?.abort();
      };
      sleepers.add(wake);
      try {
        await ingest.deliver(sink, { signal });
      } catch (error) {
        onError(error);
      }
      // What was committed while it delivered is not to wait.
      if (!woken && !signal.aborted) {
        sleep = new AbortController();
        await clock.wait(lookEveryMs, AbortSignal.any([signal, sleep.signal])).catch(() => {});
      }
      sleepers.delete(wake);
    }
  }
}
