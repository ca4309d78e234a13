import { expect, it } from 'vitest';
import { toLocalDate } from '../../src/calendar/dates.js';
import type { DayRule } from '../../src/calendar/exchange.js';
import { holdsIn, ruleDay } from '../../src/calendar/rule-day.js';

const day = (rule: DayRule, year: number) => toLocalDate(ruleDay(rule, year));

it('moves a date only on the weekdays that it names', () => {
  const christmas = { on: 'date', month: 12, day: 25, moves: { saturday: -1, sunday: 1 } } as const;
  expect([2020, 2021, 2022].map((year) => day(christmas, year))).toEqual(['2020-12-25', '2021-12-24', '2022-12-26']);
  expect(day({ on: 'date', month: 1, day: 1, moves: { sunday: 1 } }, 2022)).toBe('2022-01-01');
  expect(day({ on: 'date', month: 7, day: 3 }, 2021)).toBe('2021-07-03');
});

it('counts days from a weekday and from Easter', () => {
  const thanksgiving = { on: 'weekday', month: 11, weekday: 'thursday', nth: 4 } as const;
  expect(day(thanksgiving, 2026)).toBe('2026-11-26');
  expect(day({ ...thanksgiving, plusDays: 1 }, 2026)).toBe('2026-11-27');
  expect(day({ on: 'easter', plusDays: -2 }, 2026)).toBe('2026-04-03');
});

it('holds in its first and its last year', () => {
  const years = { from: 1995, until: 2012 };
  expect([1994, 1995, 2012, 2013].map((year) => holdsIn(years, year))).toEqual([false, true, true, false]);
  expect(holdsIn({}, 2500)).toBe(true);
});
