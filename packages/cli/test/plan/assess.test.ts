import { describe, expect, it } from 'vitest';
import { assess, breaksFirst } from '../../src/plan/assess.js';
import { plannedSource, timetableOf } from '../support/planned.js';

const usual = timetableOf({ minute: 1, hour: 12, day: 96, month: 2_300 });

describe('assess', () => {
  it('multiplies the requests of a run by the runs of a window', () => {
    expect(assess(plannedSource(), 200, usual)).toEqual({
      source: 'tiingo',
      plan: 'free',
      requestsPerRun: 4,
      needs: [{ unit: 'requests', window: 'hour', needs: 48, allows: 50, fits: true }],
      fits: true,
    });
    expect(assess(plannedSource(), 201, usual)).toMatchObject({
      requestsPerRun: 5,
      needs: [{ needs: 60 }],
      fits: false,
    });
  });

  it('fits up to the limit itself', () => {
    const source = plannedSource({ plans: { free: [{ window: 'minute', limit: 60 }] }, maxTickersPerRequest: 1 });
    expect([60, 61].map((tickers) => assess(source, tickers, usual).fits)).toEqual([true, false]);
  });

  it('counts different tickers a month by themselves, the shortest window first', () => {
    const source = plannedSource({
      plans: {
        free: [
          { window: 'day', limit: 1_000 },
          { window: 'hour', limit: 50 },
        ],
      },
      tickersAMonth: { free: 150 },
    });
    const { needs, fits } = assess(source, 200, usual);
    expect(needs.map(({ window, unit }) => `${unit}/${window}`)).toEqual([
      'requests/hour',
      'requests/day',
      'tickers/month',
    ]);
    expect(needs.map((need) => need.fits)).toEqual([true, true, false]);
    expect(fits).toBe(false);
  });

  it('counts no seconds, which a run waits for, and nothing without a plan', () => {
    const source = plannedSource({ plans: { free: [{ window: 'second', limit: 1 }] } });
    expect(assess(source, 1_000, usual)).toMatchObject({ needs: [], fits: true });
    expect(assess(plannedSource({ plan: 'none' }), 1_000, usual)).toMatchObject({ needs: [], fits: true });
  });

  it('takes a request for any number of tickers for one', () => {
    expect(assess(plannedSource({ maxTickersPerRequest: Number.POSITIVE_INFINITY }), 1_000, usual).requestsPerRun).toBe(
      1,
    );
  });
});

describe('breaksFirst', () => {
  it('is the shortest window without room, whichever source has it', () => {
    const tiingo = assess(plannedSource(), 700, usual);
    const minute = { free: [{ window: 'minute', limit: 60 }] } as const;
    const finnhub = assess(plannedSource({ name: 'finnhub', plans: minute, maxTickersPerRequest: 1 }), 700, usual);
    expect(breaksFirst([tiingo, finnhub])).toMatchObject({
      source: 'finnhub',
      window: 'minute',
      needs: 700,
      allows: 60,
    });
    expect(breaksFirst([tiingo])).toMatchObject({ source: 'tiingo', window: 'hour' });
  });

  it('is nothing where everything fits', () => {
    expect(breaksFirst([assess(plannedSource(), 1, usual)])).toBeNull();
  });
});
