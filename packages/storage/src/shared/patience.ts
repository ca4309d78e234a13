import { type Chance, type Clock, type Elapsed, millisecondsBetween } from '@ingest/core';

/** Pauses before a server is tried again, in milliseconds: each twice the one before, up to the last. */
const pauses = { firstMs: 50, longestMs: 2_000 } as const;

export interface PatienceSettings {
  readonly clock: Clock;
  readonly chance: Chance;
  /** For how long a server is waited for, in milliseconds. */
  readonly reconnectMs: number;
}

/** Growing pauses for as long as a server that is gone is waited for. */
export class Patience {
  private readonly settings: PatienceSettings;
  private started: Elapsed | null = null;
  private nextMs: number = pauses.firstMs;

  constructor(settings: PatienceSettings) {
    this.settings = settings;
  }

  /** Waits; false, and at once, when it is too late to try again. */
  async pause(): Promise<boolean> {
    const { clock, chance, reconnectMs } = this.settings;
    this.started ??= clock.elapsed();
    const left = reconnectMs - millisecondsBetween(this.started, clock.elapsed());
    if (left <= 0) return false;
    // Between half and all of it, so that many processes do not come back at one moment.
    await clock.wait(Math.min(left, this.nextMs * (0.5 + chance.next() / 2)));
    this.nextMs = Math.min(this.nextMs * 2, pauses.longestMs);
    return true;
  }
}
