import { expect, it } from 'vitest';
import { exchangeNames } from '../../src/calendar/exchange.js';
import { marketCalendar } from '../../src/calendar/market-calendar.js';
import { settings } from '../../src/config/schema.js';

it('names every exchange that has a calendar, and the settings take each of them', () => {
  for (const name of exchangeNames) {
    expect(marketCalendar(name).name).toBe(name);
    expect(settings.parse({ schedule: { calendar: name } }).schedule.calendar).toBe(name);
  }
  expect(settings.safeParse({ schedule: { calendar: 'XLON' } }).success).toBe(false);
});
