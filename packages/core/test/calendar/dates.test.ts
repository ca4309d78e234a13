import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  dayOf,
  easterSunday,
  firstYear,
  lastYear,
  nthWeekday,
  toDayNumber,
  toLocalDate,
  weekdayOf,
  yearOf,
} from '../../src/calendar/dates.js';

const anyDay = fc.integer({ min: toDayNumber('1900-01-01'), max: toDayNumber('2999-12-31') });

describe('day numbers', () => {
  it('lead to a date and back, and know its weekday and year', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const date = new Date(day * 86_400_000);
        expect(toDayNumber(toLocalDate(day))).toBe(day);
        expect(yearOf(day)).toBe(date.getUTCFullYear());
        const english = date.toLocaleDateString('en', { weekday: 'long', timeZone: 'UTC' });
        expect(weekdayOf(day)).toBe(english.toLowerCase());
      }),
    );
  });

  it.each(['', '2026-02-30', '2026-2-3', '2026-11-27T00:00', ' 2026-11-27', '1899-12-31', '3000-01-01', '2025-02-29'])(
    'are refused for %j, which is quoted',
    (date) => {
      expect(() => toDayNumber(date)).toThrow(RangeError);
      expect(() => toDayNumber(date)).toThrow(JSON.stringify(date));
    },
  );
});

it('finds the weekdays of a month, the first and the last ones too', () => {
  const found = (nth: 1 | 2 | 3 | 4 | 'last') => toLocalDate(nthWeekday(2026, 6, 'monday', nth));
  expect([found(1), found(2), found(3), found(4), found('last')]).toEqual([
    '2026-06-01',
    '2026-06-08',
    '2026-06-15',
    '2026-06-22',
    '2026-06-29',
  ]);
  expect(toLocalDate(nthWeekday(2026, 12, 'thursday', 'last'))).toBe('2026-12-31');
  expect(toLocalDate(nthWeekday(2026, 2, 'sunday', 'last'))).toBe('2026-02-22');
  expect(toLocalDate(nthWeekday(2021, 5, 'monday', 'last'))).toBe('2021-05-31');
});

describe('easterSunday', () => {
  it.each(['1954-04-18', '1981-04-19', '2008-03-23', '2019-04-21', '2038-04-25', '2049-04-18', '2285-03-22'])(
    'is %s',
    (date) => {
      expect(toLocalDate(easterSunday(Number(date.slice(0, 4))))).toBe(date);
    },
  );

  it('agrees with the rule of Meeus, Jones and Butcher in every year', () => {
    for (let year = firstYear; year <= lastYear; year += 1) expect(easterSunday(year)).toBe(butcher(year));
  });
});

/** Another way to the same day, by cycles of the moon. */
function butcher(year: number): number {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30;
  const m = Math.floor((a + 11 * h) / 319);
  const l = (2 * (b % 4) + 2 * Math.floor(c / 4) - (c % 4) - h + m + 32) % 7;
  const month = Math.floor((h - m + l + 90) / 25);
  return dayOf(year, month, (h - m + l + month + 19) % 32);
}
