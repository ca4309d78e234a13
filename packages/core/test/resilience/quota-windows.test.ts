import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarSpan, isRolling, offsetOf, windowEnd } from '../../src/resilience/quota-windows.js';

const at = Date.UTC(2026, 1, 28, 23, 20, 5, 7);

describe('calendarSpan', () => {
  it.each([
    ['hour', 0, Date.UTC(2026, 1, 28, 23), Date.UTC(2026, 2, 1, 0)],
    ['day', 0, Date.UTC(2026, 1, 28), Date.UTC(2026, 2, 1)],
    ['day', 60, Date.UTC(2026, 1, 28, 23), Date.UTC(2026, 2, 1, 23)],
    ['day', -300, Date.UTC(2026, 1, 28, 5), Date.UTC(2026, 2, 1, 5)],
    ['month', 0, Date.UTC(2026, 1, 1), Date.UTC(2026, 2, 1)],
    ['month', 60, Date.UTC(2026, 1, 28, 23), Date.UTC(2026, 2, 31, 23)],
    ['month', -300, Date.UTC(2026, 1, 1, 5), Date.UTC(2026, 2, 1, 5)],
  ] as const)('knows the %s of a place %i minutes east', (window, offset, start, end) => {
    expect(calendarSpan(window, offset, at)).toEqual({ start, end });
  });

  it('takes the first instant of a window into it', () => {
    const noon = Date.UTC(2028, 11, 31, 12);
    for (const window of ['hour', 'day', 'month'] as const) {
      const { start, end } = calendarSpan(window, 0, noon);
      expect(calendarSpan(window, 0, start)).toEqual({ start, end });
      expect(calendarSpan(window, 0, end - 1)).toEqual({ start, end });
      expect(calendarSpan(window, 0, end).start).toBe(end);
    }
  });

  it('agrees with the calendar of the language', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4_000_000_000_000 }),
        fc.integer({ min: -720, max: 840 }),
        fc.constantFrom('hour', 'day', 'month'),
        (instant, offset, window) => {
          const local = new Date(instant + offset * 60_000);
          const [year, month, day] = [local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate()];
          const midnight = Date.UTC(year, month, day) - offset * 60_000;
          const expected = {
            hour: () => [new Date(instant).setUTCMinutes(0, 0, 0), 3_600_000],
            day: () => [midnight, 86_400_000],
            month: () => [Date.UTC(year, month) - offset * 60_000, Date.UTC(year, month + 1) - Date.UTC(year, month)],
          }[window]();
          const { start, end } = calendarSpan(window, offsetOf({ window, utcOffsetMinutes: offset }), instant);
          expect([start, end - start]).toEqual(expected);
        },
      ),
    );
  });
});

describe('windowEnd', () => {
  it('is the edge of a calendar window, and a whole length away for one that rolls', () => {
    expect(windowEnd('second', 0, at)).toBe(at + 1000);
    expect(windowEnd('minute', 0, at)).toBe(at + 60_000);
    expect(windowEnd('day', 60, at)).toBe(Date.UTC(2026, 2, 1, 23));
  });
});

describe('isRolling', () => {
  it('says which windows roll', () => {
    expect((['second', 'minute', 'hour', 'day', 'month'] as const).filter(isRolling)).toEqual(['second', 'minute']);
  });
});
