import { DAY_MS, dayNumber } from '@ingest/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dateOf, daysToRead, fromCursor, halves, toCursor } from '../../../src/sources/finnhub/day-windows.js';
import { now, tickerOf } from '../../support/ask.js';

const today = dayNumber(now);
const request = { tickers: [tickerOf('QNDL')], cursor: null };

describe('daysToRead', () => {
  test.each([
    ['without a window', null, 1],
    ['for a window that begins today', { from: now - 60_000, to: now }, 1],
    ['for a window that begins yesterday', { from: now - DAY_MS, to: now }, 1],
    ['for a window that begins five days ago', { from: now - 5 * DAY_MS, to: now }, 5],
    ['when the clock was set back', { from: now + 3 * DAY_MS, to: now + 3 * DAY_MS }, 1],
  ])('fresh reading %s ends today', (_, window, daysBack) => {
    expect(daysToRead({ ...request, reading: 'fresh', window }, now)).toEqual({ first: today - daysBack, last: today });
  });

  test('a range is read in its own days, whatever the day is', () => {
    const window = { from: Date.UTC(2024, 0, 5, 23), to: Date.UTC(2024, 0, 6, 1) };
    const days = daysToRead({ ...request, reading: 'range', window }, now);
    expect([dateOf(days.first), dateOf(days.last)]).toEqual(['2024-01-05', '2024-01-06']);
  });
});

const stretch = fc.tuple(fc.integer({ min: 10_000, max: 25_000 }), fc.nat(400)).map(([first, more]) => ({
  first,
  last: first + more,
}));

describe('halves', () => {
  test('cover every day once, the newer half first, neither empty', () => {
    fc.assert(
      fc.property(
        stretch.filter(({ first, last }) => first < last),
        (days) => {
          const [newer, older] = halves(days);
          expect([older.first, older.last + 1, newer.last]).toEqual([days.first, newer.first, days.last]);
          expect(older.first <= older.last && newer.first <= newer.last).toBe(true);
        },
      ),
    );
  });
});

describe('cursor', () => {
  test('survives JSON', () => {
    fc.assert(
      fc.property(fc.array(stretch, { minLength: 1, maxLength: 5 }), (stretches) => {
        expect(fromCursor(JSON.parse(JSON.stringify(toCursor(stretches))))).toEqual(stretches);
      }),
    );
  });

  test('is readable, and null at the end', () => {
    expect(toCursor([{ first: today - 1, last: today }])).toEqual(['2025-03-03/2025-03-04']);
    expect(toCursor([])).toBeNull();
  });

  test.each([
    null,
    100,
    'x',
    [],
    ['x'],
    ['2025-03-04/2025-03-03'],
    ['2025-02-30/2025-03-03'],
    ['2025-03-03/2025-03-04', 5],
    [[]],
  ])('gives none for %j, so that reading begins again', (cursor) => {
    expect(fromCursor(cursor)).toBeNull();
  });
});
