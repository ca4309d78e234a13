import { expect, it } from 'vitest';
import { calendarWindow, windowKind } from '../../src/resilience/quota-windows.js';
import { toIso } from '../../src/time/instant.js';

const now = Date.UTC(2026, 11, 31, 23, 40);
const est = -300;
const shown = (...args: Parameters<typeof calendarWindow>) => {
  const { start, end } = calendarWindow(...args);
  return `${toIso(start)} ${toIso(end)}`;
};

it('begins hours on the hour, and days and months where the provider begins them', () => {
  expect(shown({ window: 'hour' }, now)).toBe('2026-12-31T23:00:00.000Z 2027-01-01T00:00:00.000Z');
  expect(shown({ window: 'day' }, now)).toBe('2026-12-31T00:00:00.000Z 2027-01-01T00:00:00.000Z');
  expect(shown({ window: 'day', utcOffsetMinutes: est }, now)).toBe(
    '2026-12-31T05:00:00.000Z 2027-01-01T05:00:00.000Z',
  );
  expect(shown({ window: 'month' }, now)).toBe('2026-12-01T00:00:00.000Z 2027-01-01T00:00:00.000Z');
  expect(shown({ window: 'month', utcOffsetMinutes: est }, Date.UTC(2027, 0, 1, 4))).toBe(
    '2026-12-01T05:00:00.000Z 2027-01-01T05:00:00.000Z',
  );
});

it('lets seconds and minutes roll, a little longer than they are', () => {
  expect(windowKind('minute')).toEqual({ kind: 'rolling', lengthMs: 61_000 });
  expect(windowKind('day')).toEqual({ kind: 'calendar' });
});
