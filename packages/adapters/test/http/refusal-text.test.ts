import { describe, expect, test } from 'vitest';
import { isTextList, refusalTexts } from '../../src/http/refusal-text.js';

describe('refusalTexts', () => {
  test.each([
    [{ detail: 'a' }, ['a']],
    [{ error: 'a', message: 'b' }, ['a', 'b']],
    [{ error: { code: 'x', message: 'b' } }, ['x', 'b']],
    [{ errors: ['a', 1, 'b'] }, ['a', 'b']],
    [{ Information: 'a' }, ['a']],
    [
      ['a', 'b'],
      ['a', 'b'],
    ],
    ['a', ['a']],
    [{}, []],
    [null, []],
    [42, []],
    [[1, 'a'], []],
  ])('finds in %j the words %j', (value, words) => {
    expect(refusalTexts(value)).toEqual(words);
  });

  test('reads no headline: an article alone is not a refusal', () => {
    expect(refusalTexts({ title: 'API limit reached at Nordell', description: 'rate limit' })).toEqual([]);
    expect(refusalTexts({ results: [{ error: 'rate limit' }] })).toEqual([]);
  });
});

describe('isTextList', () => {
  test.each([
    [['a'], true],
    [[], false],
    [['a', null], false],
  ])('%j: %j', (list, expected) => {
    expect(isTextList(list)).toBe(expected);
  });
});
