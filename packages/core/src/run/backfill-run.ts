import type { Batching } from '../collect/plan-batches.js';
import type { Ticker } from '../model/ticker.js';
import type { BackfillRounds } from './backfill-rounds.js';

export interface BackfillRun {
  readonly rounds: Pick<BackfillRounds, 'tickers' | 'batching' | 'gaps'>;
  /** One reading of tickers, each of their batches once. */
  readonly walk: (tickers: readonly Ticker[], batching: Batching) => Promise<void>;
  readonly endRound: () => Promise<void>;
}

/** Round by round, since one collection ends at its page cap or its deadline, for as long as a round gets further. */
export async function runBackfill({ rounds, walk, endRound }: BackfillRun): Promise<void> {
  for (let before = ''; rounds.tickers.length > 0; ) {
    const left = JSON.stringify(rounds.gaps());
    if (left === before) return;
    before = left;
    await walk(rounds.tickers, rounds.batching);
    await endRound();
  }
}
