import { type Clock, type EventReader, millisecondsBetween } from '@ingest/core';

/** Whether the loop still turns. */
export interface Pulse {
  /** It has turned once more. */
  readonly turn: () => void;
  /** What a run tells is a sign of life, too: a long one does not turn the loop. */
  readonly read: EventReader;
  /** Since the last sign of life. Time in which the machine slept does not count. */
  silentMs(): number;
}

export function pulseOn(clock: Pick<Clock, 'elapsed'>): Pulse {
  let last = clock.elapsed();
  const turn = () => {
    last = clock.elapsed();
  };
  return {
    turn,
    read(event) {
      // Deliveries go on beside a loop that hangs.
      if ('runId' in event) turn();
    },
    silentMs: () => millisecondsBetween(last, clock.elapsed()),
  };
}
