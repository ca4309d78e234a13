import { scriptedSource, tickersOf } from '@ingest/core/testing';
import { describe, expect, it } from 'vitest';
import { liveBatching } from '../../src/collect/plan-batches.js';
import { backfillBatching, backfillName, gapOfBatch, madeUpFor, plannedGaps } from '../../src/run/backfill.js';
import { gapOf } from '../support/model-values.js';

const source = scriptedSource({
  name: 'tiingo',
  capabilities: { maxTickersPerRequest: 2 },
  answer: () => ({ page: { items: [] } }),
});
const range = { kind: 'range', from: Date.UTC(2026, 0, 1), to: Date.UTC(2026, 0, 31) } as const;

describe('a back-fill', () => {
  it('is known by what was asked, in any order of tickers', () => {
    const name = backfillName({ ...range, name: '2026-01-01/now' }, tickersOf('AAPL', 'MSFT'));
    expect(name).toMatch(/^2026-01-01\/now [0-9a-f]{8}$/);
    expect(backfillName({ ...range, to: range.to + 1, name: '2026-01-01/now' }, tickersOf('MSFT', 'AAPL'))).toBe(name);
    expect(backfillName({ ...range, name: '2026-01-01/now' }, tickersOf('AAPL'))).not.toBe(name);
    expect(backfillName(range, tickersOf('AAPL'))).toContain('2026-01-01T00:00:00.000Z/2026-01-31T00:00:00.000Z');
  });

  it('begins as one gap for each batch', () => {
    const ids = ['1', '2'].values();
    const facts = { backfill: 'january', openedAt: '2026-06-04T14:00:00.000Z', newId: () => ids.next().value ?? '' };
    expect(plannedGaps(source, [tickersOf('A', 'B'), tickersOf('C')], range, facts)).toEqual([
      {
        gapId: '1',
        source: 'tiingo',
        tickers: ['A', 'B'],
        from: '2026-01-01T00:00:00.000Z',
        to: '2026-01-31T00:00:00.000Z',
        cursor: null,
        backfill: 'january',
        openedAt: '2026-06-04T14:00:00.000Z',
      },
      expect.objectContaining({ gapId: '2', tickers: ['C'] }),
    ]);
  });

  it('asks for its open gaps as they were batched, and for other tickers as ever', () => {
    const open = [gapOf({ tickers: tickersOf('A', 'D') }), gapOf({ tickers: tickersOf('B', 'Z') })];
    const { plan } = backfillBatching(liveBatching, 'failover', () => open, new Set());
    expect(plan(source, tickersOf('A', 'B', 'C', 'D', 'E')).map((batch) => batch.join(''))).toEqual(['AD', 'BC', 'E']);
  });

  it('asks nobody to stand in for what another source has read to the end', () => {
    const open = [gapOf({ tickers: tickersOf('A') })];
    const { plan } = backfillBatching(liveBatching, 'failover', () => open, new Set(tickersOf('A', 'B')));
    expect(plan(source, tickersOf('A', 'B', 'C')).map((batch) => batch.join(''))).toEqual(['A', 'C']);
  });

  it('finds the gap of a batch in any order of its tickers', () => {
    const gap = gapOf({ tickers: tickersOf('A', 'B') });
    expect(gapOfBatch([gapOf({ tickers: tickersOf('A') }), gap], tickersOf('B', 'A'))).toBe(gap);
    expect(gapOfBatch([gap], tickersOf('A'))).toBeNull();
  });

  it('has nothing left where another source read all tickers of a gap to the end, unless its own has begun', () => {
    const planned = { cursor: null };
    const gaps = [
      gapOf({ ...planned, tickers: tickersOf('A', 'B') }),
      gapOf({ ...planned, tickers: tickersOf('C') }),
      gapOf({ cursor: '2', tickers: tickersOf('A') }),
    ];
    expect(madeUpFor(gaps, new Set(tickersOf('A', 'B')))).toEqual(gaps.slice(0, 1));
  });
});
