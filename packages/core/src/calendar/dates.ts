import { DAY_MS, dayNumber, parseInstant, utcDate } from '../time/instant.js';

/** A date at an exchange, `YYYY-MM-DD`: the date that its own clocks show, whatever the date is in UTC. */
export type LocalDate = string;

/** In the order of day numbers: the first of all, 1970-01-01, was a Thursday. */
export const weekdays = ['thursday', 'friday', 'saturday', 'sunday', 'monday', 'tuesday', 'wednesday'] as const;
export type Weekday = (typeof weekdays)[number];

/** The years that a calendar answers for: before them New York had other zones, weeks and hours. */
export const firstYear = 1900;
export const lastYear = 2999;

/** The number of a date, counted in days from 1970-01-01. Throws a RangeError for what is no date of these years. */
export function toDayNumber(date: LocalDate): number {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(date) ? parseInstant(date) : null;
  const year = Number(date.slice(0, 4));
  if (at === null || year < firstYear || year > lastYear)
    throw new RangeError(`not a date such as 2026-11-27, from ${firstYear} to ${lastYear}: ${JSON.stringify(date)}`);
  return dayNumber(at);
}

export function toLocalDate(day: number): LocalDate {
  return utcDate(day * DAY_MS);
}

export function yearOf(day: number): number {
  return Number(toLocalDate(day).slice(0, 4));
}

export function weekdayOf(day: number): Weekday {
  return weekdays[modulo(day, 7)] as Weekday;
}

/** The day number of a month's day. */
export function dayOf(year: number, month: number, day: number): number {
  return toDayNumber([String(year), twoDigits(month), twoDigits(day)].join('-'));
}

/** The first, second, … such weekday of a month, or its last one. */
export function nthWeekday(year: number, month: number, weekday: Weekday, nth: 1 | 2 | 3 | 4 | 'last'): number {
  // The last one is the only one in the week that ends with the month.
  const weekStart = nth === 'last' ? startOfNextMonth(year, month) - 7 : dayOf(year, month, 1) + (nth - 1) * 7;
  return weekStart + modulo(weekdays.indexOf(weekday) - modulo(weekStart, 7), 7);
}

function startOfNextMonth(year: number, month: number): number {
  return month === 12 ? dayOf(year, 12, 31) + 1 : dayOf(year, month + 1, 1);
}

/** Western Easter Sunday: the Sunday after the full moon of the church on or after 21 March (Gauss, as corrected by Lichtenberg). */
export function easterSunday(year: number): number {
  const century = Math.floor(year / 100);
  const moonShift = 15 + Math.floor((3 * century + 3) / 4) - Math.floor((8 * century + 13) / 25);
  const sunShift = 2 - Math.floor((3 * century + 3) / 4);
  const moonYear = year % 19;
  const seed = (19 * moonYear + moonShift) % 30;
  // The latest two full moons are taken a day earlier.
  const correction = Math.floor((seed + Math.floor(moonYear / 11)) / 29);
  const fullMoon = 21 + seed - correction;
  const firstSunday = 7 - modulo(year + Math.floor(year / 4) + sunShift, 7);
  const easter = fullMoon + 7 - modulo(fullMoon - firstSunday, 7);
  return dayOf(year, 3, 1) + easter - 1;
}

function modulo(value: number, divisor: number): number {
  return ((value % divisor) + divisor) % divisor;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
