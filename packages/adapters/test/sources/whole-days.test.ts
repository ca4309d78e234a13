import { describe, expect, test } from 'vitest';
import { daysOf, startOfDay, windowOf } from '../../src/sources/whole-days.js';

const from = Date.UTC(2025, 2, 3, 22, 15);
const to = Date.UTC(2025, 2, 4, 0, 0);

describe('whole days', () => {
  test('a window is widened to the days it touches, both ends included', () => {
    expect(windowOf(daysOf({ from, to }))).toEqual({
      from: Date.UTC(2025, 2, 3),
      to: Date.UTC(2025, 2, 4, 23, 59, 59, 999),
    });
  });

  test('the window of days touches these days and no others', () => {
    const days = daysOf({ from, to });
    expect(daysOf(windowOf(days))).toEqual(days);
    expect(startOfDay(days.first)).toBe(Date.UTC(2025, 2, 3));
  });
});
