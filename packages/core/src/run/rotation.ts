import type { Json, RegisterStore } from '../contracts/registers.js';
import type { Ticker } from '../model/ticker.js';
import { readRegister } from '../resilience/read-register.js';

const register = (leaseName: string) => `rotation/${leaseName}`;

/**
 * The order in which a run asks for its tickers: it begins with the first one that the run before left without an answer, so
 * that a quota that ends each run early starves no ticker.
 */
export async function rotated(
  registers: RegisterStore,
  leaseName: string,
  tickers: readonly Ticker[],
): Promise<readonly Ticker[]> {
  return startingWith(tickers, await readRegister(registers, register(leaseName)));
}

/**
 * Keeps where the next run begins. Tickers that were `refused`, each by itself, do not go first: two of them at the front would
 * end the source for all others, run after run.
 */
export async function keepRotation(
  registers: RegisterStore,
  leaseName: string,
  asked: readonly Ticker[],
  answered: ReadonlySet<Ticker>,
  refused: ReadonlySet<Ticker> = new Set(),
): Promise<void> {
  const unanswered = asked.filter((ticker) => !answered.has(ticker));
  const next = unanswered.find((ticker) => !refused.has(ticker)) ?? null;
  // Where none waits but refused ones, the order is as good as it gets.
  if (next === null && unanswered.length > 0) return;
  await registers.change(register(leaseName), (before) => ({
    after: next === before ? before : next,
    result: undefined,
  }));
}

/** The list from a ticker on, then what stands before it; as it is when the ticker is not in it. */
export function startingWith(tickers: readonly Ticker[], first: Json): readonly Ticker[] {
  const index = tickers.indexOf(first as Ticker);
  return index <= 0 ? tickers : [...tickers.slice(index), ...tickers.slice(0, index)];
}
