import { describe, expect, it } from 'vitest';
import { readTokens } from '../../../src/sentiment/lexicon/tokens.js';

const read = (headline: string) =>
  readTokens(headline)
    .slice(1)
    .map(({ text }) => text)
    .join(' ');
const amounts = (headline: string) => readTokens(headline).flatMap(({ amount }) => (amount === null ? [] : [amount]));
const clauses = (headline: string) => readTokens(headline).at(-1)?.clause;

describe('readTokens', () => {
  it.each([
    ['Nokia’s 12-month view isn&#8217;t better', 'nokia # month view isnt better'],
    ['AT&amp;amp;T, S&P 500 and U.S. M&A', 'at&t s&p # and us m&a'],
    ['Better-than-expected results – again', 'better than expected results again'],
    ['$TSLA up 3.2 % (+3%), -0.5pct, 5 per cent', '$ up #% +#% -#% #%'],
    ['Sales of EUR 13.1 mn, Rs 1,650 crore, $2.4B, EUR13.1mn, 250 million dollars', 'sales of # # # # #'],
    ['5G, Q3, 737MAX, the 3rd, 3M', '5g q3 737max the 3rd #'],
    ['See https://example.com/a?b=surges and www.example.com now', 'see and now'],
    ['2025 outlook, 2,025 jobs, $2025, 2025 euros, 2025%, in 1066', '2025 outlook # jobs # # #% in #'],
    ['   ', ''],
    ['…', ''],
  ])('reads %j', (headline, tokens) => {
    expect(read(headline)).toBe(tokens);
  });

  it('marks the beginning', () => {
    expect(readTokens('')).toEqual([{ text: '^', clause: 0, amount: null, isBracketed: false }]);
  });

  it('reads what numbers are worth', () => {
    expect(amounts('EUR 13.1 mn from Rs 2 crore, 5% in 2007, -3')).toEqual([
      { value: 13.1e6, kind: 'money' },
      { value: 2e7, kind: 'money' },
      { value: 5, kind: 'percent' },
      { value: 2007, kind: 'plain' },
      { value: -3, kind: 'plain' },
    ]);
  });

  it('says which amount stands behind a bracket', () => {
    expect(readTokens('EUR 5 mn (EUR 4 mn)').map(({ isBracketed }) => isBracketed)).toEqual([false, false, true]);
  });

  it.each([
    ['Profit rises; shares fall', 1],
    ['Acme - shares fall', 1],
    ['Acme: shares fall. Why', 2],
    ['Acme Inc. shares, and U.S. shares, fall', 0],
    ['Acme first-quarter at 10:30', 0],
  ])('counts the clauses of %j', (headline, count) => {
    expect(clauses(headline)).toBe(count);
  });
});
