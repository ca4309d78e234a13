import { expect, test } from 'vitest';
import { isCopied, isOnTheScale, isWithin } from '../../src/conformance/statement.js';

const statement = { score: 0.5, label: null, confidence: null };

test('a statement is on the scale, or says why it is not', () => {
  expect(() => isOnTheScale(statement)).not.toThrow();
  expect(() => isOnTheScale({ ...statement, score: null, label: 'neutral', nativeLabel: 'Hold' })).not.toThrow();
  expect(() => isOnTheScale({ ...statement, score: null })).toThrow('neither a score nor a label');
  expect(() => isOnTheScale({ ...statement, score: 1.1 })).toThrow('a score is 1.1');
  expect(() => isOnTheScale({ ...statement, confidence: 2 })).toThrow('a confidence is 2');
});

test('a confidence that is the score without its sign is copied', () => {
  expect(isCopied({ ...statement, score: -0.5, confidence: 0.5 })).toBe(true);
  expect(isCopied({ ...statement, confidence: 0.4 })).toBe(false);
  expect(isCopied({ ...statement, score: null })).toBe(false);
});

test('only a number is within bounds', () => {
  expect([0, 1, 0.5, -0.1, Number.NaN, '0.5', null].map((value) => isWithin(value, 0, 1))).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
});
