import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { marketCalendar } from '../../../src/calendar/market-calendar.js';

interface Year {
  readonly sessions: number;
  readonly closed: string;
  readonly early: string;
}

/**
 * Every weekday without a session and every early close of 1990 to 2030, listed one by one: made without our rules, by
 * walking the days of each year, and compared up to 2023-01-13 with the answer table of exchange_calendars.
 */
const table = JSON.parse(
  readFileSync(new URL('../../fixtures/calendar/xnys.json', import.meta.url), 'utf8'),
) as Readonly<Record<string, Year>>;
const calendar = marketCalendar('XNYS');
const atTheExchange = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'America/New_York',
  dateStyle: 'short',
  timeStyle: 'short',
});
const words = (text: string) => text.split(' ').filter((word) => word !== '');

describe.each(Object.entries(table))('%s', (year, { sessions, closed, early }) => {
  const found = calendar.sessions(`${year}-01-01`, `${year}-12-31`);

  it('has the sessions of the table, no more and no fewer', () => {
    expect(found).toHaveLength(sessions);
    expect(weekdaysOf(Number(year)).filter((date) => calendar.session(date) === null)).toEqual(
      words(closed).map((day) => `${year}-${day}`),
    );
    expect(found.filter(({ date }) => !weekdaysOf(Number(year)).includes(date))).toEqual([]);
  });

  it('opens at 09:30 and closes at the minute of the table on the clocks of New York', () => {
    const closes = new Map(words(early).map((entry) => entry.split('@') as [string, string]));
    for (const { date, open, close, earlyClose } of found) {
      const expected = closes.get(date.slice(5));
      expect(atTheExchange.format(open)).toBe(`${date} 09:30`);
      expect(atTheExchange.format(close)).toBe(`${date} ${expected ?? '16:00'}`);
      expect(earlyClose, date).toBe(expected !== undefined);
    }
    expect(found.filter(({ earlyClose }) => earlyClose)).toHaveLength(closes.size);
  });
});

it('has 10,322 sessions from 1990 to 2030', () => {
  expect(calendar.sessions('1990-01-01', '2030-12-31')).toHaveLength(10_322);
  const counts = { 1990: 253, 1992: 254, 1996: 254, 2001: 248, 2006: 251, 2012: 250, 2018: 251, 2020: 253 };
  const later = { 2023: 250, 2024: 252, 2025: 250, 2026: 251, 2030: 251 };
  for (const [year, count] of Object.entries({ ...counts, ...later }))
    expect([year, calendar.sessions(`${year}-01-01`, `${year}-12-31`).length]).toEqual([year, count]);
});

it.each([
  ['1994-04-27', 'Nixon'],
  ['2001-09-11', 'the attacks'],
  ['2001-09-14', 'the attacks'],
  ['2004-06-11', 'Reagan'],
  ['2007-01-02', 'Ford'],
  ['2012-10-29', 'Sandy'],
  ['2012-10-30', 'Sandy'],
  ['2018-12-05', 'Bush'],
  ['2025-01-09', 'Carter'],
  ['2022-06-20', 'Juneteenth on a Sunday'],
  ['2027-06-18', 'Juneteenth on a Saturday'],
  ['2017-01-02', 'New Year on a Sunday'],
  ['2021-12-24', 'Christmas on a Saturday'],
  ['2020-07-03', 'Independence Day on a Saturday'],
  ['2008-03-21', 'the earliest Good Friday'],
])('is closed on %s: %s', (date) => {
  expect(calendar.session(date)).toBeNull();
});

it.each([
  ['2021-12-31', 'New Year on a Saturday is not made up for'],
  ['2010-12-31', 'the same'],
  ['2021-06-18', 'Juneteenth was no holiday yet'],
  ['1997-01-20', 'neither was Martin Luther King Jr. Day'],
  ['2001-09-17', 'the first day after the attacks'],
  ['2012-10-31', 'the first day after the storm'],
])('is open on %s: %s', (date) => {
  expect(calendar.session(date)).toMatchObject({ date, earlyClose: false });
});

it('goes on by rule beyond what is known', () => {
  expect(calendar.knownThrough).toBe('2030-12-31');
  expect(calendar.session('2031-07-04')).toBeNull();
  expect(calendar.session('2031-11-28')).toMatchObject({ earlyClose: true });
  expect(calendar.sessions('2099-01-01', '2099-12-31').length).toBeGreaterThan(245);
});

function weekdaysOf(year: number): readonly string[] {
  const days = [];
  for (let at = Date.UTC(year, 0, 1); at < Date.UTC(year + 1, 0, 1); at += 86_400_000) {
    const date = new Date(at);
    if (date.getUTCDay() % 6 !== 0) days.push(date.toISOString().slice(0, 10));
  }
  return days;
}
