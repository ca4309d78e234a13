import { describe, expect, it } from 'vitest';
import type { QuotaLimit, SourceCapabilities } from '../../src/contracts/source.js';
import { articlesPerTickerDay, estimateBackfill } from '../../src/run/backfill-estimate.js';
import { gapOf } from '../support/model-values.js';

const gap = gapOf({ from: '2026-06-01T00:00:00.000Z', to: '2026-06-11T00:00:00.000Z' });
const source = (quota: readonly QuotaLimit[] = [], capabilities: Partial<SourceCapabilities> = {}) => ({
  capabilities: { maxTickersPerRequest: 1, paging: 'list' as const, ...capabilities },
  quota,
});

describe('the estimate of a back-fill', () => {
  it('grows with days, tickers and news, and shrinks with what one request brings', () => {
    const requests = (rate: number, articlesPerRequest?: number) =>
      estimateBackfill([gap], source([], articlesPerRequest === undefined ? {} : { articlesPerRequest }), rate, () => 1)
        .requests;
    expect([requests(30), requests(60), requests(30, 50), requests(0.1)]).toEqual([3, 6, 6, 1]);
    const wide = { ...gap, tickers: [...gap.tickers, ...gap.tickers] };
    expect(estimateBackfill([wide, gap], source(), 30, () => 1).requests).toBe(9);
  });

  it('is the least that can be where nothing is known of the news', () => {
    expect(estimateBackfill([gap, gap], source(), null, () => 1)).toEqual({
      requests: 2,
      articlesPerTickerDay: null,
      allowed: null,
    });
    expect(estimateBackfill([{ ...gap, from: null }], source(), 1000, () => 1).requests).toBe(1);
  });

  it('names the first window of the plan that leaves less to it', () => {
    const quota = [
      { window: 'second', limit: 1 },
      { window: 'minute', limit: 10 },
      { window: 'day', limit: 12 },
    ] as const;
    const allowed = (rate: number) => estimateBackfill([gap], source(quota), rate, () => 0.7).allowed;
    expect(allowed(70)).toBeNull();
    expect(allowed(80)).toEqual({ window: 'minute', limit: 7 });
    expect(estimateBackfill([gap], source([quota[2]]), 90, () => 0.7).allowed).toEqual({ window: 'day', limit: 8 });
  });
});

describe('what is written about a ticker in a day', () => {
  const hour = 3_600_000;
  const spread = (count: number, ms: number) => Array.from({ length: count }, (_, index) => (index * ms) / (count - 1));

  it('is measured over the time that the articles span, a day at least', () => {
    expect(articlesPerTickerDay(spread(100, 48 * hour), 2)).toBe(25);
    expect(articlesPerTickerDay(spread(100, hour), 2)).toBe(50);
  });

  it('is not known from a few', () => {
    expect(articlesPerTickerDay(spread(19, 48 * hour), 1)).toBeNull();
  });
});
