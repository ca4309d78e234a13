import { expect, it } from 'vitest';
import { minuteOfDay } from '../../src/calendar/time-of-day.js';

it('counts minutes since midnight', () => {
  expect([minuteOfDay('00:00'), minuteOfDay('09:30'), minuteOfDay('23:59')]).toEqual([0, 570, 1439]);
});

it.each(['', '9:30', '24:00', '13:60', '13:00:00', '1pm'])('refuses %j and quotes it', (time) => {
  expect(() => minuteOfDay(time)).toThrow(RangeError);
  expect(() => minuteOfDay(time)).toThrow(JSON.stringify(time));
});
