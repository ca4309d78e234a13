import { expect, it } from 'vitest';
import { toDayNumber } from '../../src/calendar/dates.js';
import { dayIn, instantIn } from '../../src/calendar/zone.js';

const newYork = 'America/New_York';
const at = (date: string, minute: number) => new Date(instantIn(newYork, toDayNumber(date), minute)).toISOString();

it.each([
  ['2006-04-01', '2006-04-01T14:30:00.000Z'], // Until 2006 the clocks changed in April
  ['2006-04-03', '2006-04-03T13:30:00.000Z'],
  ['2007-03-09', '2007-03-09T14:30:00.000Z'], // and from 2007 on in March.
  ['2007-03-12', '2007-03-12T13:30:00.000Z'],
  ['2026-10-30', '2026-10-30T13:30:00.000Z'],
  ['2026-11-02', '2026-11-02T14:30:00.000Z'],
])('knows when 09:30 of %s was in New York', (date, instant) => {
  expect(at(date, 570)).toBe(instant);
});

it('gives the date that the clocks of the zone show', () => {
  expect(dayIn(newYork, Date.parse('2026-11-27T04:59:59.999Z'))).toBe(toDayNumber('2026-11-26'));
  expect(dayIn(newYork, Date.parse('2026-11-27T05:00:00.000Z'))).toBe(toDayNumber('2026-11-27'));
  expect(dayIn('Asia/Tokyo', Date.parse('2026-11-26T15:00:00.000Z'))).toBe(toDayNumber('2026-11-27'));
});
