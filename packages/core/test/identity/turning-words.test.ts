import { describe, expect, it } from 'vitest';
import { isNumber, isPeriod, isRomanNumber, isTurning } from '../../src/identity/turning-words.js';

describe('isNumber', () => {
  it.each(['5', '5m', '0.50', 'q1', 'fy24', '737max', 'two', 'second', 'million', '٣'])('is true for %j', (word) => {
    expect(isNumber(word)).toBe(true);
  });

  it.each(['arven', 'quarter', 'seconds', ''])('is false for %j', (word) => {
    expect(isNumber(word)).toBe(false);
  });
});

describe('isTurning', () => {
  it.each([
    'not',
    'no',
    'up',
    'down',
    'raises',
    'cuts',
    'beats',
    'misses',
    'buy',
    'sell',
    'pre',
    'mid',
    'post',
    'may',
    'minus',
    'pct',
    'by',
    'abandons',
    'terminated',
    'scrapping',
    'rescinds',
    'revocation',
    'shelved',
    'froze',
    'averts',
    'suspension',
    'withdrawn',
    'hardly',
    'wont',
    'special',
  ])('is true for %j', (word) => {
    expect(isTurning(word)).toBe(true);
  });

  it.each(['arven', 'dim', 'index', 'world', 'business', 'source', 'scrape', 'killer', 'ruler', ''])(
    'is false for %j',
    (word) => {
      expect(isTurning(word)).toBe(false);
    },
  );
});

describe('isRomanNumber', () => {
  it.each(['i', 'ii', 'iii', 'iv', 'v', 'vi', 'viii', 'ix', 'x', 'xi', 'xx', 'xiv'])('is true for %j', (word) => {
    expect(isRomanNumber(word)).toBe(true);
  });

  it.each(['', 'iiii', 'fund', 'mix', 'ivx', 'xxxx'])('is false for %j', (word) => {
    expect(isRomanNumber(word)).toBe(false);
  });
});

describe('isPeriod', () => {
  it.each(['march', 'may', 'oct', 'monday', 'quarter', 'annual'])('is true for %j', (word) => {
    expect(isPeriod(word)).toBe(true);
  });

  it('is false for a word that only turns', () => {
    expect(isPeriod('not')).toBe(false);
  });
});
