import { tickersOf } from '@ingest/core/testing';
import { describe, expect, it } from 'vitest';
import { painter } from '../../src/render/paint.js';
import { replayLines, runLines } from '../../src/render/run-lines.js';
import { collectionOf, reportOf } from '../support/report.js';

const paint = painter(false, true);
const [aapl, goog] = [tickersOf('AAPL'), tickersOf('GOOG')];
const failed = {
  source: 'tiingo',
  outcome: 'failed',
  requests: 1,
  items: 0,
  breaker: 'closed',
  errorCode: 'TIMEOUT',
  errorMessage: 'no whole page',
} as const;

describe('runLines', () => {
  it('says first what is new', () => {
    expect(runLines(reportOf(), paint)[0]).toBe('✓ 12 new stories for 2 tickers in 1.4 s   (tiingo: 38 articles)');
  });

  it('says that a failover happened, and whom it served', () => {
    const failovers = [{ from: 'tiingo', to: 'finnhub', code: 'TIMEOUT' as const, tickers: tickersOf('AAPL', 'MSFT') }];
    expect(runLines(reportOf({ failovers, sources: [failed] }), paint)).toEqual([
      '! 12 new stories for 2 tickers in 1.4 s   tiingo TIMEOUT → finnhub served all 2 tickers',
      '  tiingo  TIMEOUT  no whole page',
    ]);
    expect(
      runLines(
        reportOf({ failovers: [{ ...failovers[0], from: 'tiingo', to: 'finnhub', code: 'TIMEOUT', tickers: aapl }] }),
        paint,
      )[0],
    ).toContain('served AAPL');
  });

  it('names what is missing', () => {
    expect(runLines(reportOf({ outcome: 'partial', unanswered: goog, sources: [failed] }), paint)[0]).toBe(
      '! 12 new stories, GOOG unanswered   (tiingo TIMEOUT)',
    );
    const gaps = [
      {
        gapId: 'g',
        source: 'tiingo',
        tickers: aapl,
        from: null,
        to: '2026-06-04T13:00:00.000Z',
        cursor: null,
        backfill: null,
        openedAt: '2026-06-04T13:00:00.000Z',
      },
    ];
    expect(runLines(reportOf({ outcome: 'partial', gaps }), paint)[0]).toBe(
      '! 12 new stories, 1 gap left unread: tiingo AAPL',
    );
  });

  it('gives a failure with its cause and what to do, per source', () => {
    const error = {
      code: 'SOURCES_EXHAUSTED' as const,
      message: 'no source could be collected: tiingo TIMEOUT',
      hint: 'wait',
    };
    expect(runLines(reportOf({ outcome: 'failed', error, sources: [failed] }), paint)).toEqual([
      '✗ no source could be collected: tiingo TIMEOUT\n  wait',
      '  tiingo  TIMEOUT  no whole page',
    ]);
  });

  it('names who holds the store, and passes on warnings and rejections', () => {
    expect(
      runLines(
        reportOf({ outcome: 'skipped', heldBy: { holder: 'ingest (pid 7)', since: '2026-06-04T13:35:00.000Z' } }),
        paint,
      )[0],
    ).toBe('· skipped: ingest (pid 7) is at work');
    const incidents = [
      { kind: 'STALE_DATA', state: 'resolved' },
      { kind: 'AUTH_FAILED', state: 'firing', source: 'tiingo' },
    ];
    expect(runLines(reportOf({ incidents }), paint).slice(1)).toEqual([
      '  ✓ STALE_DATA is over',
      '  ! AUTH_FAILED tiingo   (ingest alerts)',
    ]);
    const items = { ...reportOf().items, rejected: 1 };
    expect(runLines(reportOf({ items, warnings: ['tiingo has no key'] }), paint).slice(1)).toEqual([
      '  1 item rejected   (not what was asked for, or not readable: ingest events --rejected shows the latter)',
      '  ! tiingo has no key',
    ]);
  });

  it('neutralises what a provider wrote', () => {
    const sources = [{ ...failed, errorMessage: 'bad \u001b[2J' }];
    expect(runLines(reportOf({ sources }), paint).join('\n')).not.toContain('\u001b');
  });
});

describe('replayLines', () => {
  it('tells the day source by source, in New York time', () => {
    const served = collectionOf({
      source: 'finnhub',
      isFailover: true,
      itemCount: 20,
      newItemCount: 12,
      collisionCount: 3,
      duplicateCount: 4,
      revisedCount: 1,
      rejectedCount: 0,
    });
    const collections = [
      collectionOf({ outcome: 'failed', success: false, errorCode: 'TIMEOUT', durationMs: 10_000 }),
      served,
      { ...served, tickers: tickersOf('B', 'C', 'D', 'E', 'F'), outcome: 'partial' as const },
      collectionOf(),
    ];
    const failovers = [{ from: 'tiingo', to: 'finnhub', code: 'TIMEOUT' as const, tickers: aapl }];
    expect(replayLines(reportOf({ collections, failovers }), 7, paint)).toEqual([
      '  ! 09:35  tiingo   TIMEOUT after 10.0 s → failover',
      '  ! 09:35  finnhub  40 articles → 24 new, 6 collisions, 8 duplicates, 2 revised   AAPL B C D E …',
      '  ✓ 09:35  tiingo   41 articles → 33 new, 8 duplicates   AAPL',
    ]);
  });

  it('ends with the error of a run that failed', () => {
    const error = { code: 'STORE_FULL' as const, message: 'the disk is full' };
    expect(replayLines(reportOf({ outcome: 'failed', error }), 6, paint)).toEqual(['✗ the disk is full']);
  });
});
