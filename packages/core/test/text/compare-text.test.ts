import { expect, it } from 'vitest';
import { compareText } from '../../src/text/compare-text.js';

it('orders strings by code units, whatever the locale', () => {
  expect(['é', 'b', 'Z', 'a', '10', '9'].sort(compareText)).toEqual(['10', '9', 'Z', 'a', 'b', 'é']);
  expect(compareText('a', 'a')).toBe(0);
});
