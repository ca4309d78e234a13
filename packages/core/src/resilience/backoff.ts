import type { Chance } from '../contracts/clock.js';

/** The delay before the n-th further try (1, 2, …): full jitter under a bound that grows. */
export interface Backoff {
  readonly baseMs: number;
  readonly maxMs: number;
  /** By how much the bound grows with each try. Default: 2. */
  readonly factor?: number;
}

/** Between tries inside one collection: three of them fit easily into its ten seconds. */
export const requestBackoff: Backoff = { baseMs: 250, maxMs: 2000 };

export function backoffDelayMs({ baseMs, maxMs, factor = 2 }: Backoff, retry: number, chance: Chance): number {
  const bound = Math.min(maxMs, baseMs * factor ** (retry - 1));
  return Math.round(bound * chance.next());
}
