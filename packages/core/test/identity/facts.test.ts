import { describe, expect, it } from 'vitest';
import { readAmounts, readBracketedNumbers, readRatings } from '../../src/identity/facts.js';

const squeezed = (text: string) => text.replace(/ {2,}/g, ' ').trim();

describe('readAmounts', () => {
  it.each([
    ['pays $5 million', 'pays 5m', ['usd']],
    ['pays $5mn', 'pays 5m', ['usd']],
    ['pays $5m', 'pays 5m', ['usd']],
    ['pays $3.5-million', 'pays 3.5m', ['usd']],
    ['pays 1,234,567 in tax', 'pays 1234567 in tax', []],
    ['pays 1,2 or 12,34', 'pays 1,2 or 12,34', []],
    ['2 billion, 3 bln, 4 bn, 5 trillion, 6 tn, 7 thousand', '2b, 3b, 4b, 5t, 6t, 7k', []],
    ['c$8.15 or cad8.15', '8.15 or 8.15', ['cad']],
    ['us$1, a$2, hk$3, nz$4, s$5, r$6', '1, 2, 3, 4, 5, 6', ['aud', 'brl', 'hkd', 'nzd', 'sgd', 'usd']],
    ['€5m and £6m and ¥7m', '5m and 6m and 7m', ['eur', 'gbp', 'jpy']],
    ['usd 5 million', '5m', ['usd']],
    ['5 million usd', '5m', ['usd']],
    ['rs. 500 crore', '500 crore', ['inr']],
    ['5 million euros', '5m euros', ['eur']],
    ['100 yen', '100 yen', ['jpy']],
    ['eps -$0.05, $-0.06', 'eps -0.05, -0.06', ['usd']],
    ['eps $.50', 'eps 0.50', ['usd']],
    ['eps $(0.50)', 'eps (0.50)', ['usd']],
    ['show me the $', 'show me the $', []],
    ['dollar general opens 5 stores', 'dollar general opens 5 stores', []],
    ['version 6.1.1', 'version 6.1.1', []],
  ])('reads %j', (headline, text, currencies) => {
    const read = readAmounts(headline);
    expect(squeezed(read.text)).toBe(text);
    expect(read.currencies).toEqual(currencies);
  });
});

describe('readBracketedNumbers', () => {
  it.each([
    ['eps (0.50) beats (0.55)', ['0.50', '0.55']],
    ['eps (0.55) beats (0.50)', ['0.50', '0.55']],
    ['( 5.2% ) and (3m) and (3m)', ['3m', '3m', '5.2%']],
    ['down (5 percent)', ['5%']],
    ['arven (nyse) (24/7) (q1)', []],
    ['no bracket 0.50', []],
  ])('reads %j', (text, numbers) => {
    expect(readBracketedNumbers(text)).toEqual(numbers);
  });
});

describe('readRatings', () => {
  it.each([
    ["affirms arven at 'bb-'; outlook stable", ['BB-']],
    ['cut to a- from a+', ['A+', 'A-']],
    ['rated aa-/a+', ['A+', 'AA-']],
    ['a-shares and b-movies, a+e, c-suite, disney+', []],
    ['no sign in aaa', []],
  ])('reads %j', (text, ratings) => {
    expect(readRatings(text)).toEqual(ratings);
  });
});
