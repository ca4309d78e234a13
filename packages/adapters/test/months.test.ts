import { expect, test } from 'vitest';
import { monthNumber } from '../src/months.js';

test.each([
  ['Jan', '01'],
  ['sept', '09'],
  ['DECEMBER', '12'],
  ['Foo', null],
  ['', null],
])('the month %s is %s', (name, number) => {
  expect(monthNumber(name)).toBe(number);
});
