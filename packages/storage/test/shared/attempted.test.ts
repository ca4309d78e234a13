import { expect, test } from 'vitest';
import { attempted, outcomeOf } from '../../src/shared/attempted.js';

test('a decision is kept with what it came to, and throws outside what it threw inside', () => {
  expect(outcomeOf(attempted(() => 1))).toBe(1);
  const attempt = attempted(() => {
    throw 'text';
  });
  expect(attempt).toEqual({ isDecided: false, thrown: 'text' });
  expect(() => outcomeOf(attempt)).toThrow('text');
});
