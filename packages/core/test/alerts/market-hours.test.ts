import { expect, it } from 'vitest';
import { marketHours } from '../../src/alerts/market-hours.js';
import { marketCalendar } from '../../src/calendar/market-calendar.js';

const hours = marketHours({ calendar: marketCalendar('XNYS'), openMs: 300_000, closedMs: 3_600_000 });
const at = (iso: string) => Date.parse(iso);

it('knows the session that is on, half open', () => {
  const session = { open: at('2026-06-04T13:30:00Z'), close: at('2026-06-04T20:00:00Z') };
  expect(hours.sessionAt(session.open)).toMatchObject(session);
  expect(hours.sessionAt(session.close - 1)).toMatchObject(session);
  expect([hours.sessionAt(session.open - 1), hours.sessionAt(session.close)]).toEqual([null, null]);
  expect([hours.intervalAt(session.open), hours.intervalAt(session.close)]).toEqual([300_000, 3_600_000]);
});

it('finds the sessions before, the newest first, over holidays and the longest closures', () => {
  const dates = (iso: string, count: number) =>
    hours.sessionsBefore(at(iso), count).map(({ open }) => new Date(open).toISOString().slice(0, 10));
  // Thanksgiving has none, the day after it an early close.
  expect(dates('2026-11-30T15:00:00Z', 3)).toEqual(['2026-11-27', '2026-11-25', '2026-11-24']);
  expect(dates('2001-09-17T14:00:00Z', 5)).toEqual([
    '2001-09-10',
    '2001-09-07',
    '2001-09-06',
    '2001-09-05',
    '2001-09-04',
  ]);
});
