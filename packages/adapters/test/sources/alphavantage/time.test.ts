import { expect, test } from 'vitest';
import { fromMinute, startOfMinute, toIsoForm, toMinute } from '../../../src/sources/alphavantage/time.js';

const at = Date.UTC(2024, 11, 23, 20, 32, 22, 5);

test('writes a minute as it is asked for, and reads it back as a cursor', () => {
  expect(toMinute(at)).toBe('20241223T2032');
  expect(fromMinute('20241223T2032')).toBe(startOfMinute(at));
});

test.each([null, 20241223, '', '42', '20241223', '20241323T2032', '20241223T203222', ['20241223T2032'], {}])(
  'takes %j for no cursor of its own',
  (cursor) => {
    expect(fromMinute(cursor)).toBeNull();
  },
);

test.each([
  ['20241223T203222', '2024-12-23T20:32:22Z'],
  [' 20241223T2032', '2024-12-23T20:32:00Z'],
  ['2024-12-23T20:32:22Z', '2024-12-23T20:32:22Z'],
  ['yesterday', 'yesterday'],
])('reads %j as %j', (time, iso) => {
  expect(toIsoForm(time)).toBe(iso);
});
