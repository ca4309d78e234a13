import { marketCalendar } from '@ingest/core';
import { expect, it } from 'vitest';
import { createTimetable } from '../../src/plan/timetable.js';

const minute = 60_000;
const calendar = marketCalendar('XNYS');
const from = Date.parse('2026-06-01T00:00:00Z');
const runs = (openMs: number, closedMs: number) => createTimetable({ calendar, openMs, closedMs }, from).runsIn;

it('counts the runs of the busiest window', () => {
  const runsIn = runs(5 * minute, 60 * minute);
  expect(runsIn({ window: 'minute' })).toBe(1);
  expect(runsIn({ window: 'hour' })).toBe(12);
  // 6.5 hours of 12 runs, and 18 hours that have a mark outside of them.
  expect(runsIn({ window: 'day' })).toBe(96);
  // July 2026 has 22 sessions; the other 9 days have 24 runs each.
  expect(runsIn({ window: 'month' })).toBe(22 * 96 + 9 * 24);
});

it('lets days begin where the provider is, and hours where they are', () => {
  // One session from 22:00 to 02:00 in UTC.
  const [open, close] = [from + 22 * 60 * minute, from + 26 * 60 * minute];
  const night = { isOpen: (at: number | string | { getTime(): number }) => Number(at) >= open && Number(at) < close };
  const { runsIn } = createTimetable({ calendar: night, openMs: minute, closedMs: 24 * 60 * minute }, from);
  expect(runsIn({ window: 'day' })).toBe(120);
  expect(runsIn({ window: 'day', utcOffsetMinutes: -300 })).toBe(240);
  expect(runsIn({ window: 'hour', utcOffsetMinutes: -330 })).toBe(60);
});

it('counts rarer runs, too', () => {
  expect(runs(60 * minute, 60 * minute)({ window: 'day' })).toBe(24);
});
