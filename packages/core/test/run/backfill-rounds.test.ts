import { manualClock, scriptedSource, tickersOf } from '@ingest/core/testing';
import { expect, it } from 'vitest';
import { liveBatching } from '../../src/collect/plan-batches.js';
import { BackfillRounds } from '../../src/run/backfill-rounds.js';
import { Ledger } from '../../src/run/ledger.js';
import { collectionEventOf } from '../support/model-values.js';
import { pageStore } from '../support/page-store.js';
import { startOfDay } from '../support/run-setup.js';

const range = { kind: 'range', from: startOfDay - 1000, to: startOfDay, name: 'june' } as const;
const tickers = tickersOf('A', 'B', 'C');

function roundsOn(ledger: Ledger) {
  const source = scriptedSource({
    name: 'wire',
    capabilities: { maxTickersPerRequest: 2 },
    answer: () => ({ hang: true }),
  });
  const clock = manualClock(startOfDay);
  let id = 0;
  const nothing = { event: null, state: null, watermarks: [], openedGaps: [], closedGapIds: [], notifications: [] };
  return new BackfillRounds({
    settings: { tickers, sources: [source], batching: liveBatching, clock, ledger, store: pageStore().store } as never,
    reading: range,
    newId: () => String(++id),
    commit: async (changes) => ledger.keep({ ...nothing, ...changes }),
  });
}

const resultOf = (gaps: readonly unknown[] = []) =>
  ({ event: collectionEventOf(), error: null, gaps }) as Parameters<BackfillRounds['keep']>[0];

it('begins with a gap for each batch, and goes on with those that are left', async () => {
  const ledger = new Ledger();
  const rounds = roundsOn(ledger);
  await rounds.open();
  expect(rounds.gaps('wire').map((gap) => gap.tickers.join(''))).toEqual(['AB', 'C']);
  ledger.keep({
    ...{ event: null, state: null, watermarks: [], openedGaps: [], notifications: [] },
    closedGapIds: ['1'],
  });
  const again = roundsOn(ledger);
  await again.open();
  expect([again.name, again.tickers.join('')]).toEqual([rounds.name, 'C']);
  expect(again.gapOf('wire', tickersOf('C'))?.gapId).toBe('2');
});

it('is done where another source has read all tickers of a gap to the end, or as far as anybody can', async () => {
  const rounds = roundsOn(new Ledger());
  await rounds.open();
  rounds.keep(resultOf(), 'other', tickersOf('A'));
  await rounds.endRound();
  expect(rounds.tickers).toEqual(tickers);
  rounds.keep(resultOf([{ backfill: null }]), 'other', tickersOf('B'));
  rounds.keep(resultOf([{ backfill: 'june' }]), 'other', tickersOf('C'));
  await rounds.endRound();
  expect(rounds.tickers).toEqual(tickersOf('C'));
});
