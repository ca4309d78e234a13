import { tickersOf } from '@ingest/core/testing';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { painter } from '../../src/render/paint.js';
import { statusLines } from '../../src/render/status-lines.js';
import type { Status } from '../../src/status/status.js';
import { unknownStatus } from '../../src/status/unknown-status.js';
import { sinkStatusOf, sourceRowOf, statusOf, troubleOf } from '../support/status.js';

const screen = { isTty: false, columns: 140, paint: painter(false, true) };
const lines = (fields: Partial<Status> = {}) => statusLines(statusOf(fields), screen);
const run = statusOf().runs[0];
if (run === undefined) throw new Error('no run');
const gap = {
  gapId: '1',
  source: 'finnhub',
  tickers: tickersOf('AAPL'),
  from: '2026-06-04T13:10:00.000Z',
  to: '2026-06-04T13:25:00.000Z',
  cursor: null,
  openedAt: '2026-06-04T13:25:00.000Z',
  backfill: null,
};

it('is one screen when all is well', () => {
  expect(lines()).toEqual([
    '✓ OK  fresh: last success 2 min ago (limit 15 min)   XNYS open until 16:00, next run due 10:05 America/New_York',
    '',
    ' source  breaker  last success  failed runs  quota       gaps',
    ' tiingo  closed   2 min ago               0  hour 12/50  –',
    '',
    ' runs       ✓ 2 min ago 12 new',
    ' deliveries ✓ desk 0 waiting',
    ' incidents  none',
  ]);
});

it('says what is wrong, why, and what to type', () => {
  const opened = { code: 'TIMEOUT', since: '2026-06-04T13:12:00.000Z', nextProbeAt: '2026-06-04T14:04:00.000Z' };
  const finnhub = sourceRowOf({
    source: 'finnhub',
    breaker: 'open',
    opened,
    failedRuns: 3,
    lastSuccessAt: null,
    gaps: [gap],
  });
  const stale = {
    incidentId: null,
    kind: 'STALE_DATA',
    source: null,
    severity: 'critical',
    summary: 'no collection',
  } as const;
  const at = '2026-06-04T13:40:00.000Z';
  const shown = lines({
    status: 'critical',
    freshness: { ...statusOf().freshness, lastSuccessAt: at, countedFrom: at, isStale: true },
    sources: [sourceRowOf(), finnhub],
    runs: [
      { ...run, outcome: 'failed' },
      { ...run, outcome: 'partial' },
      { ...run, failovers: 1 },
    ],
    deliveries: [
      sinkStatusOf(),
      sinkStatusOf({ sink: 'slack', waiting: 3, oldestAgeMs: 41_000, nextTryAt: '2026-06-04T14:02:19.000Z' }),
      sinkStatusOf({ sink: 'hook', dead: 2, disabledBecause: 'hook: 410' }),
      sinkStatusOf({ sink: 'old', isConfigured: false, waiting: 1, oldestAgeMs: 7_200_000 }),
    ],
    incidents: [
      troubleOf({ ...stale, since: '2026-06-04T13:55:00.000Z' }),
      troubleOf({ mutedUntil: '2026-06-04T15:02:00.000Z' }),
      troubleOf({ kind: 'QUOTA_LOW', isSeenNow: false }),
    ],
  });
  expect(shown[0]).toMatch(/^✗ CRITICAL {2}stale: last success 22 min ago \(limit 15 min\) {3}XNYS/);
  expect(shown.slice(2)).toEqual([
    ' source   breaker  last success  failed runs  quota       gaps',
    ' tiingo   closed   2 min ago               0  hour 12/50  –',
    ' finnhub  open     –                       3  hour 12/50  AAPL 06-04 09:10–06-04 09:25',
    '     TIMEOUT, next probe in 2 min · since 50 min ago',
    '',
    ' runs       ✗ 2 min ago failed   ! 2 min ago 12 new, partial   ! 2 min ago 12 new',
    ' deliveries ✓ desk 0 waiting',
    '            ! slack 3 waiting, oldest 41 s, next try in 19 s',
    '            ✗ hook 0 waiting, 2 given up, disabled: hook: 410',
    '            ! old 1 waiting, oldest 2 h, never tried, not configured any more',
    ' incidents  ✗ STALE_DATA since 7 min ago, nobody was told yet   (docs/runbook.md#stale_data)',
    '              no collection',
    '            ! SOURCE_DEGRADED finnhub since 50 min ago, muted for 1 h   (ingest alerts show 01K6ZQ4T8R0000000000000001)',
    '              finnhub is left alone: it failed 3 times in a row (TIMEOUT)',
    '            ! QUOTA_LOW finnhub since 50 min ago, over, the next run says so   (ingest alerts show 01K6ZQ4T8R0000000000000001)',
    '              finnhub is left alone: it failed 3 times in a row (TIMEOUT)',
  ]);
});

describe('the first line', () => {
  const first = (fields: Partial<Status>) => lines(fields)[0];
  const { freshness, market } = statusOf();
  if (market === null) throw new Error('no market');

  it('tells an old success before the opening from stale data', () => {
    const early = { ...freshness, lastSuccessAt: '2026-06-04T13:00:00.000Z', countedFrom: '2026-06-04T13:30:00.000Z' };
    expect(first({ freshness: early })).toContain('fresh: last success 1 h ago (limit 15 min from the opening on)');
  });

  it('says when nothing has succeeded yet, and what to type before the first run', () => {
    const none = { ...freshness, lastSuccessAt: null };
    expect(first({ status: 'warning', freshness: none })).toMatch(
      /^! WARNING {2}no collection has succeeded yet \(limit/,
    );
    expect(first({ status: 'critical', freshness: { ...none, isStale: true } })).toContain('stale: no collection has');
    expect(first({ status: 'unknown', freshness: none, runs: [] })).toMatch(
      /^\? UNKNOWN {2}no run yet: ingest run collects/,
    );
  });

  it.each([
    ['pre', 'early trading, opens Mon 8 Jun 09:30'],
    ['post', 'late trading, opens Mon 8 Jun 09:30'],
    ['closed', 'closed until Mon 8 Jun 09:30'],
  ] as const)('names the phase %s', (phase, words) => {
    expect(lines({ market: { ...market, phase, until: '2026-06-08T13:30:00.000Z' } }).join('\n')).toContain(
      `XNYS ${words}, next run due 10:05 America/New_York`,
    );
  });

  it('becomes two where it would be too wide, and nothing is ever wider than the terminal', () => {
    const narrow = statusLines(statusOf({ incidents: [troubleOf()] }), { ...screen, columns: 66 });
    expect(narrow.slice(0, 2)).toEqual([
      '✓ OK  fresh: last success 2 min ago (limit 15 min)',
      '  XNYS open until 16:00, next run due 10:05 America/New_York',
    ]);
    expect(narrow).toContain('                (ingest alerts show 01K6ZQ4T8R0000000000000001)');
    for (const line of narrow) expect(stringWidth(line)).toBeLessThanOrEqual(66);
  });
});

it('says which key is not set here, and how the source stood when it was asked with one', () => {
  const key = 'TIINGO_API_KEY is not set';
  const never = lines({ sources: [sourceRowOf({ key, lastOutcome: null, lastSuccessAt: null })] });
  expect(never[3]).toMatch(/^ tiingo {2}no key /);
  expect(never[4]).toBe('     TIINGO_API_KEY is not set here');
  expect(lines({ sources: [sourceRowOf({ key })] })[3]).toMatch(/^ tiingo {2}closed {3}2 min ago /);
});

it('counts several gaps, and names no more than two tickers', () => {
  const cell = (gaps: (typeof gap)[]) => lines({ sources: [sourceRowOf({ gaps })] })[3];
  expect(cell([gap, gap])).toMatch(/ {2}2 gaps$/);
  expect(cell([{ ...gap, tickers: tickersOf('AAPL', 'MSFT', 'NVDA') }])).toMatch(
    / {2}3 tickers 06-04 09:10–06-04 09:25$/,
  );
});

it('says that there is no run and no sink', () => {
  const shown = lines({ runs: [], deliveries: [] });
  expect(shown).toContain(' runs       none yet');
  expect(shown).toContain(' deliveries nobody is told: no sink is configured');
});

it('says why nothing could be read', () => {
  const error = { code: 'STORE_UNAVAILABLE', message: 'could not open it\u0007', hint: 'make it\n  now' } as const;
  expect(statusLines(unknownStatus(error, 0), screen)).toEqual([
    '? UNKNOWN  could not open it\\x07',
    '  make it',
    '  now',
  ]);
});

it('lets nothing through that a terminal obeys', () => {
  const evil = 'x\u001b[2J';
  const shown = lines({
    sources: [sourceRowOf({ source: evil, key: `${evil} is not set` })],
    deliveries: [sinkStatusOf({ sink: evil, disabledBecause: evil })],
    incidents: [troubleOf({ source: evil, summary: evil, incidentId: evil })],
  });
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  expect(shown.join('')).not.toMatch(/[\u0000-\u001f]/);
});
