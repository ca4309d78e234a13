import type { Exchange } from '../exchange.js';

const toMonday = { sunday: 1 } as const;
const toNearestWeekday = { saturday: -1, sunday: 1 } as const;
const mondayToThursday = ['monday', 'tuesday', 'wednesday', 'thursday'] as const;

/**
 * New York Stock Exchange, equities. Hours after NYSE Rules 7.1 and 7.34, holidays after Rule 7.2 and its list of holidays
 * and early closings (https://www.nyse.com/markets/hours-calendars); what was closed before is in its history of special
 * closings. Not in here, on purpose: late opens, halts, circuit breakers, and the close of 2009-07-02 that was put off.
 */
export const xnys: Exchange = {
  title: 'New York Stock Exchange',
  zone: 'America/New_York',
  // Late trading ends at 20:00, and at 17:00 after a close at 13:00.
  hours: { pre: '04:00', open: '09:30', close: '16:00', postMinutes: 240 },
  weekend: ['saturday', 'sunday'],
  holidays: [
    // On a Saturday it is not made up for: 31 December ends the books of the year.
    { name: "New Year's Day", rule: { on: 'date', month: 1, day: 1, moves: toMonday } },
    {
      name: 'Martin Luther King Jr. Day',
      rule: { on: 'weekday', month: 1, weekday: 'monday', nth: 3 },
      from: 1998,
    },
    { name: "Washington's Birthday", rule: { on: 'weekday', month: 2, weekday: 'monday', nth: 3 } },
    { name: 'Good Friday', rule: { on: 'easter', plusDays: -2 } },
    { name: 'Memorial Day', rule: { on: 'weekday', month: 5, weekday: 'monday', nth: 'last' } },
    { name: 'Juneteenth', rule: { on: 'date', month: 6, day: 19, moves: toNearestWeekday }, from: 2022 },
    { name: 'Independence Day', rule: { on: 'date', month: 7, day: 4, moves: toNearestWeekday } },
    { name: 'Labor Day', rule: { on: 'weekday', month: 9, weekday: 'monday', nth: 1 } },
    { name: 'Thanksgiving', rule: { on: 'weekday', month: 11, weekday: 'thursday', nth: 4 } },
    { name: 'Christmas', rule: { on: 'date', month: 12, day: 25, moves: toNearestWeekday } },
  ],
  closures: [
    { date: '1994-04-27', reason: 'Funeral of Richard Nixon' },
    { date: '2001-09-11', reason: 'Attacks of 11 September' },
    { date: '2001-09-12', reason: 'Attacks of 11 September' },
    { date: '2001-09-13', reason: 'Attacks of 11 September' },
    { date: '2001-09-14', reason: 'Attacks of 11 September' },
    { date: '2004-06-11', reason: 'Mourning for Ronald Reagan' },
    { date: '2007-01-02', reason: 'Mourning for Gerald Ford' },
    { date: '2012-10-29', reason: 'Hurricane Sandy' },
    { date: '2012-10-30', reason: 'Hurricane Sandy' },
    { date: '2018-12-05', reason: 'Mourning for George H. W. Bush' },
    { date: '2025-01-09', reason: 'Mourning for Jimmy Carter' },
  ],
  earlyCloseRules: [
    {
      rule: { on: 'date', month: 12, day: 24 },
      weekdays: mondayToThursday,
      close: '14:00',
      from: 1990,
      until: 1992,
    },
    { rule: { on: 'date', month: 12, day: 24 }, weekdays: mondayToThursday, close: '13:00', from: 1996 },
    {
      rule: { on: 'weekday', month: 11, weekday: 'thursday', nth: 4, plusDays: 1 },
      weekdays: ['friday'],
      close: '14:00',
      from: 1992,
      until: 1992,
    },
    {
      rule: { on: 'weekday', month: 11, weekday: 'thursday', nth: 4, plusDays: 1 },
      weekdays: ['friday'],
      close: '13:00',
      from: 1993,
    },
    // Before an Independence Day on Tuesday, Wednesday or Friday; one on Thursday had the Friday after it, at times.
    {
      rule: { on: 'date', month: 7, day: 3 },
      weekdays: ['monday', 'tuesday', 'thursday'],
      close: '13:00',
      from: 1995,
      until: 2012,
    },
    { rule: { on: 'date', month: 7, day: 3 }, weekdays: mondayToThursday, close: '13:00', from: 2013 },
  ],
  earlyCloses: [
    { date: '1996-07-05', close: '13:00' },
    { date: '1997-12-26', close: '13:00' },
    { date: '1999-12-31', close: '13:00' },
    { date: '2002-07-05', close: '13:00' },
    { date: '2003-12-26', close: '13:00' },
  ],
  knownThrough: '2030-12-31',
};
