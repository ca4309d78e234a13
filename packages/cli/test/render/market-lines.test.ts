import { marketCalendar } from '@ingest/core';
import { expect, it } from 'vitest';
import { marketLines } from '../../src/render/market-lines.js';
import { painter } from '../../src/render/paint.js';

const lines = (iso: string) => marketLines(marketCalendar('XNYS'), Date.parse(iso), painter(false, true));

it('says that it is open, until when, and that the close is an early one', () => {
  expect(lines('2026-11-27T15:00:00Z')).toEqual([
    '✓ XNYS open   New York Stock Exchange, Fri 27 Nov 2026 10:00 America/New_York',
    '  session     09:30–13:00, closes early',
    '  next open   in 2 d     Mon 30 Nov 09:30',
    '  next close  in 3 h     Fri 27 Nov 13:00, early',
  ]);
});

it('says why there is no session', () => {
  expect(lines('2026-11-26T15:00:00Z').slice(0, 2)).toEqual([
    '· XNYS closed   New York Stock Exchange, Thu 26 Nov 2026 10:00 America/New_York',
    '  session     none: Thanksgiving',
  ]);
  expect(lines('2026-11-28T15:00:00Z')[1]).toBe('  session     none: weekend');
});

it('tells early and late trading apart from the session', () => {
  expect(lines('2026-06-04T13:00:00Z')[0]).toContain('· XNYS early trading ');
  expect(lines('2026-06-04T21:00:00Z')[0]).toContain('· XNYS late trading ');
});
