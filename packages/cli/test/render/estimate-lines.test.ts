import { tickersOf } from '@ingest/core/testing';
import { describe, expect, it } from 'vitest';
import { estimateLines } from '../../src/render/estimate-lines.js';

type Started = Parameters<typeof estimateLines>[0];

const started = (fields: Partial<Started> = {}) =>
  estimateLines({
    type: 'backfill:started',
    runId: 'r',
    at: '2026-06-04T14:00:00.000Z',
    source: 'tiingo',
    tickers: tickersOf('AAPL', 'MSFT'),
    from: '2026-05-01T00:00:00.000Z',
    to: '2026-06-01T00:00:00.000Z',
    isResumed: false,
    requests: 12,
    articlesPerTickerDay: 4.21,
    allowed: null,
    ...fields,
  });

describe('what is said of a back-fill before it starts', () => {
  it('names range, tickers, source, requests, and what the estimate rests on', () => {
    expect(started()).toEqual([
      'Back-fill 2026-05-01 to 2026-06-01, 2 tickers: about 12 requests to tiingo (4.2 articles a ticker a day in the store)',
    ]);
  });

  it('owns up to knowing no more than the least', () => {
    expect(started({ requests: 1, articlesPerTickerDay: null, isResumed: true })).toEqual([
      'Going on with the back-fill 2026-05-01 to 2026-06-01, 2 tickers: at least 1 request to tiingo (the store holds too few articles to tell more)',
    ]);
  });

  it('says what the plan leaves, and what to do then', () => {
    expect(started({ allowed: { window: 'hour', limit: 35 } })[1]).toBe(
      '  the plan leaves 35 per hour to a back-fill: the same command goes on where it stopped',
    );
  });
});
