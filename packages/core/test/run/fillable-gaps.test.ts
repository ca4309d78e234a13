import { tickersOf } from '@ingest/core/testing';
import { expect, it } from 'vitest';
import { fillableGaps } from '../../src/run/fillable-gaps.js';
import { gapOf } from '../support/model-values.js';

const tickers = tickersOf('AAPL', 'MSFT');

it('takes gaps in their order, with the tickers that are still asked for', () => {
  const gaps = [
    gapOf({ gapId: 'new', tickers: tickersOf('AAPL', 'XOM') }),
    gapOf({ gapId: 'old', tickers: tickersOf('MSFT') }),
  ];
  expect(fillableGaps(gaps, tickers).map(({ gap, tickers: wanted }) => [gap.gapId, ...wanted])).toEqual([
    ['new', 'AAPL'],
    ['old', 'MSFT'],
  ]);
});

it('leaves gaps that no source will give, those of back-fills, and those of tickers that nobody asks for', () => {
  const gaps = [
    gapOf({ tickers: [...tickers], cursor: null }),
    gapOf({ tickers: [...tickers], backfill: 'june' }),
    gapOf({ tickers: tickersOf('XOM') }),
  ];
  expect(fillableGaps(gaps, tickers)).toEqual([]);
});
