import { marketCalendar } from '@ingest/core';
import { expect, it } from 'vitest';
import { lastDayOf, monthPicture } from '../../src/render/month-picture.js';
import { painter } from '../../src/render/paint.js';

const calendar = marketCalendar('XNYS');

it('draws a month with what is closed and what closes early', () => {
  expect(monthPicture(calendar, '2026-11', '2026-11-26', painter(true, true))).toEqual([
    ' November 2026: 20 sessions of XNYS',
    ' Mon  Tue  Wed  Thu  Fri  Sat  Sun',
    '                                 ·',
    '   2    3    4    5    6    ·    ·',
    '   9   10   11   12   13    ·    ·',
    '  16   17   18   19   20    ·    ·',
    '  23   24   25  >26×  27½   ·    ·',
    '  30',
    ' × closed: 26 Thanksgiving',
    ' ½ closes early: 27 at 13:00',
  ]);
});

it('draws it in ASCII, too', () => {
  const lines = monthPicture(calendar, '2026-11', '2026-12-01', painter(false, false));
  expect(lines[6]).toBe('  23   24   25   26x  27*   -    -');
  expect(lines.join('')).toMatch(/^[\x20-\x7e]*$/);
});

it('explains nothing where nothing is marked', () => {
  expect(monthPicture(calendar, '2026-08', '2026-11-26', painter(false, true)).at(-1)).toMatch(/ 31$/);
});

it('knows the last day of a month', () => {
  expect(['2026-02', '2028-02', '2026-12'].map(lastDayOf)).toEqual(['2026-02-28', '2028-02-29', '2026-12-31']);
});
