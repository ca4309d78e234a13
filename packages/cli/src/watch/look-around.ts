import type { Clock, Ingest } from '@ingest/core';

export interface LookOptions {
  readonly ingest: Pick<Ingest, 'look'>;
  readonly clock: Clock;
  readonly onError: (error: unknown) => void;
  /** Whether a run is on: it looks itself when it has ended, and knows more. */
  readonly isBusy: () => boolean;
  readonly signal: AbortSignal;
}

/** How often somebody looks whether something is wrong while no run does. */
export const lookEveryMs = 30_000;

/** Looks between runs: data grows stale, and deliveries fail, while nothing is collected. */
export async function lookAround({ ingest, clock, onError, isBusy, signal }: LookOptions): Promise<void> {
  while (!signal.aborted) {
    await clock.wait(lookEveryMs, signal).catch(() => {});
    if (signal.aborted) return;
    if (isBusy()) continue;
    try {
      await ingest.look();
    } catch (error) {
      onError(error);
    }
  }
}
