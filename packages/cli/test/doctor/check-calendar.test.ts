import { marketCalendar } from '@ingest/core';
import { expect, it } from 'vitest';
import { checkCalendar } from '../../src/doctor/check-calendar.js';

const check = (iso: string) => checkCalendar(marketCalendar('XNYS'), Date.parse(iso));

it('says through which day the calendar is known', () => {
  expect(check('2026-11-26T15:00:00Z')).toEqual({
    check: 'calendar',
    area: 'configuration',
    level: 'ok',
    text: 'XNYS, known through 2030-12-31',
  });
});

it('warns half a year before that day and after it', () => {
  expect([check('2030-07-03T00:00:00Z').level, check('2030-07-05T00:00:00Z').level]).toEqual(['ok', 'warning']);
  expect(check('2035-01-01T00:00:00Z')).toMatchObject({
    level: 'warning',
    advice: expect.stringContaining('schedule.closures'),
  });
});
