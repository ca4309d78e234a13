import type { Store } from '@ingest/core';

/** The register that holds the number of the last replay. */
const register = 'replay/number';

/**
 * A number that no replay into this store had before: how many events it has seen, more when another replay has begun at the
 * same time. The ids of a replay depend on it, so that two at once do not meet, and one after the other is the same everywhere.
 */
export async function claimReplay({ registers, reading }: Pick<Store, 'registers' | 'reading'>): Promise<number> {
  const events = await reading.countEventsEver();
  return registers.change(register, (before) => {
    const number = Math.max(events, typeof before === 'number' ? before + 1 : 0);
    return { after: number, result: number };
  });
}
