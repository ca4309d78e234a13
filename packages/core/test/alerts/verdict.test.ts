import { describe, expect, it } from 'vitest';
import { answering, clockTime, lengthOf } from '../../src/alerts/verdict.js';
import { now, sourceFactsOf } from '../support/alert-facts.js';

it('tells the time to the minute, in UTC', () => {
  expect(clockTime(now + 59_999)).toBe('2026-06-04 14:00 UTC');
});

it.each([
  [-5, '0 s'],
  [999, '0 s'],
  [119_999, '119 s'],
  [120_000, '2 min'],
  [7_199_999, '119 min'],
  [7_200_000, '2 h'],
  [48 * 3_600_000, '2 days'],
])('says of %i ms that it is %s', (ms, words) => {
  expect(lengthOf(ms)).toBe(words);
});

describe('what still answers', () => {
  const named = (source: string, fields: Parameters<typeof sourceFactsOf>[0] = {}) =>
    sourceFactsOf({ source, ...fields });
  it.each([
    [[named('a')], 'a still answers'],
    [[named('a'), named('b')], 'a and b still answer'],
    [[named('a', { lastErrorCode: 'TIMEOUT' }), named('b')], 'b still answers'],
    [[named('a', { lastErrorCode: 'TIMEOUT' })], 'no source answers; what is stored can be read, and is delivered'],
  ])('is named', (sources, words) => {
    expect(answering({ sources })).toBe(words);
  });
});
