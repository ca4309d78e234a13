import { expect, it } from 'vitest';
import { clockOf, monthOf, shortDate, weekdayOf } from '../../src/render/exchange-time.js';

it('reads the clocks of a zone', () => {
  const at = Date.parse('2026-11-27T05:05:00Z');
  expect([clockOf('America/New_York')(at), clockOf('Asia/Tokyo')(at)]).toEqual(['00:05', '14:05']);
});

it('names days in few words', () => {
  expect([weekdayOf('2026-11-29'), shortDate('2026-11-27'), monthOf('2026-01-31')]).toEqual([
    'Sun',
    'Fri 27 Nov',
    'January',
  ]);
});
