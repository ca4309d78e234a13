import { expect, test } from 'vitest';
import { compare } from '../../src/shared/compare.js';

test('strings are ordered by code units, whatever the locale', () => {
  expect(['é', 'b', 'Z', 'a', '10', '9'].sort(compare)).toEqual(['10', '9', 'Z', 'a', 'b', 'é']);
  expect(compare('a', 'a')).toBe(0);
});
