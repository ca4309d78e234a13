import { expect, it } from 'vitest';
import { toDayNumber } from '../../src/calendar/dates.js';
import { xnys } from '../../src/calendar/exchanges/xnys.js';
import { createSessionBook } from '../../src/calendar/session-book.js';

it('finds a session once and keeps it', () => {
  const book = createSessionBook(xnys, {});
  const day = toDayNumber('2026-11-27');
  expect(book(day)).toEqual({
    date: '2026-11-27',
    open: Date.parse('2026-11-27T14:30:00Z'),
    close: Date.parse('2026-11-27T18:00:00Z'),
    earlyClose: true,
  });
  expect(book(day)).toBe(book(day));
  expect(book(day - 1)).toBeNull();
});

it('answers alike after so many days that it forgets the first ones', () => {
  const book = createSessionBook(xnys, {});
  const day = toDayNumber('2026-06-04');
  const before = book(day);
  for (let next = toDayNumber('1900-01-01'), end = next + 40_000; next < end; next += 1) book(next);
  expect(book(day)).toEqual(before);
});
