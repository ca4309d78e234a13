import { Patience } from '../shared/patience.js';
import { kindOf } from './errors.js';
import type { PostgresSettings } from './options.js';

/** How often a step is begun anew because others were faster. */
const mostCollisions = 5;

/** A pause after others were faster is up to twice as long, and each up to twice the one before, in milliseconds. */
const collidedMs = 10;

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
      await clock.wait(chance.next() * collidedMs * 2 ** collisions);
    }
  }
}
