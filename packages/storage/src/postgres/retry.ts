import { type Elapsed, millisecondsBetween } from '@ingest/core';
import { kindOf } from './errors.js';
import type { PostgresSettings } from './options.js';

/** How often a step is begun anew because others were faster. */
const mostCollisions = 5;

/** Pauses before a connection is tried again, in milliseconds: each twice the one before, up to the last. */
const pauses = { firstMs: 50, longestMs: 2_000, collidedMs: 10 } as const;

/**
 * Tries a step again after what a new connection, or another turn, may mend: for `reconnectMs` in the first case, some times in
 * the second. Throws what the last try threw.
 */
export async function persist<Value>(settings: PostgresSettings, attempt: () => Promise<Value>): Promise<Value> {
  const { clock, chance } = settings;
  const patience = new Patience(settings);
  for (let collisions = 0; ; ) {
    try {
      return await attempt();
    } catch (thrown) {
      const kind = kindOf(thrown);
      if (kind === 'final') throw thrown;
      if (kind === 'lost') {
        if (!(await patience.pause())) throw thrown;
        continue;
      }
      collisions += 1;
      if (collisions >= mostCollisions) throw thrown;
      await clock.wait(chance.next() * pauses.collidedMs * 2 ** collisions);
    }
  }
}

/** Growing pauses for as long as a server that is gone is waited for. */
export class Patience {
  private readonly settings: Pick<PostgresSettings, 'clock' | 'chance' | 'reconnectMs'>;
  private started: Elapsed | null = null;
  private nextMs: number = pauses.firstMs;

  constructor(settings: Pick<PostgresSettings, 'clock' | 'chance' | 'reconnectMs'>) {
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
