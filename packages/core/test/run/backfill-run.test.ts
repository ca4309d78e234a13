import { tickersOf } from '@ingest/core/testing';
import { expect, it } from 'vitest';
import { liveBatching } from '../../src/collect/plan-batches.js';
import { runBackfill } from '../../src/run/backfill-run.js';
import { gapOf } from '../support/model-values.js';

/** A back-fill of which each round reads one gap, for so many rounds. */
async function running(gaps: number, goodRounds: number) {
  const open = Array.from({ length: gaps }, (_, index) => gapOf({ gapId: `${index}`, tickers: tickersOf('AAPL') }));
  const told: string[] = [];
  const rounds = {
    get tickers() {
      return open.flatMap(({ tickers }) => tickers);
    },
    batching: liveBatching,
    gaps: () => open,
  };
  const walk = async () => {
    told.push('walk');
    if (told.filter((what) => what === 'walk').length <= goodRounds) open.pop();
  };
  await runBackfill({ rounds, walk, endRound: async () => void told.push('end') });
  return { told, left: open.length };
}

it('reads round by round until nothing is left, ending each one', async () => {
  expect(await running(2, 5)).toEqual({ told: ['walk', 'end', 'walk', 'end'], left: 0 });
  expect(await running(0, 5)).toEqual({ told: [], left: 0 });
});

it('gives up when a round gets no further', async () => {
  expect(await running(3, 1)).toEqual({ told: ['walk', 'end', 'walk', 'end'], left: 2 });
});
