import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { assess } from '../../src/plan/assess.js';
import { findRemedies } from '../../src/plan/remedies.js';
import { plannedSource, timetableOf } from '../support/planned.js';

const minute = 60_000;
const timetable = timetableOf({ hour: 12 });
const slower = [10, 15, 60].map((minutes) => ({
  openMs: minutes * minute,
  timetable: () => timetableOf({ hour: 60 / minutes }),
}));

describe('findRemedies', () => {
  it('finds the shortest interval, the smallest plan and the most tickers', () => {
    const sources = [plannedSource()];
    expect(findRemedies({ sources, tickers: 500, timetable, slower })).toEqual({
      openMs: 15 * minute,
      plans: { tiingo: 'power' },
      tickers: 200,
    });
  });

  it('changes the plans of those sources alone that lack room', () => {
    const plans = { free: [{ window: 'minute', limit: 60 }], paid: [{ window: 'minute', limit: 300 }] } as const;
    const finnhub = plannedSource({ name: 'finnhub', plans, maxTickersPerRequest: 1 });
    const found = findRemedies({ sources: [plannedSource(), finnhub], tickers: 200, timetable, slower });
    expect(found).toEqual({ openMs: null, plans: { finnhub: 'paid' }, tickers: 60 });
  });

  it('finds nothing where nothing helps', () => {
    const source = plannedSource({ plans: { free: [{ window: 'hour', limit: 1 }] } });
    const never = [{ openMs: 60 * minute, timetable: () => timetableOf({ hour: 2 }) }];
    expect(findRemedies({ sources: [source], tickers: 9, timetable, slower: never })).toEqual({
      openMs: null,
      plans: null,
      tickers: null,
    });
  });

  it('counts no longer interval once a shorter one fits', () => {
    const further = vi.fn(() => timetable);
    const two = [
      { openMs: 10 * minute, timetable: () => timetableOf({ hour: 1 }) },
      { openMs: 15 * minute, timetable: further },
    ];
    findRemedies({ sources: [plannedSource()], tickers: 201, timetable, slower: two });
    expect(further).not.toHaveBeenCalled();
  });

  it('gives the last number of tickers that fits', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 2_000 }), (limit, tickers) => {
        const source = plannedSource({ plans: { free: [{ window: 'hour', limit }] } });
        if (assess(source, tickers, timetable).fits) return;
        const most = findRemedies({ sources: [source], tickers, timetable, slower: [] }).tickers ?? 0;
        expect(assess(source, most + 1, timetable).fits).toBe(false);
        if (most > 0) expect(assess(source, most, timetable).fits).toBe(true);
      }),
    );
  });
});
