import { expect, it } from 'vitest';
import { marketCalendar } from '../../../src/calendar/market-calendar.js';

it('keeps the days and hours of New York', () => {
  const [first, last] = ['1990-01-01', '2030-12-31'];
  expect(marketCalendar('XNAS').sessions(first, last)).toEqual(marketCalendar('XNYS').sessions(first, last));
  expect(marketCalendar('XNAS')).toMatchObject({ name: 'XNAS', title: 'Nasdaq', zone: 'America/New_York' });
});
