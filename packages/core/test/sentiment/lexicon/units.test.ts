import { expect, it } from 'vitest';
import { compilePhrases } from '../../../src/sentiment/lexicon/compile.js';
import { readTokens } from '../../../src/sentiment/lexicon/tokens.js';
import { readUnits } from '../../../src/sentiment/lexicon/units.js';

const phrases = compilePhrases([
  { name: 'one', about: 'One.', weight: 2, phrases: 'profit\nprofit warning\n^ buy\nwarning shot fired' },
]);

function unitsOf(headline: string) {
  const tokens = readTokens(headline);
  const counter = { steps: 0 };
  const units = readUnits(tokens, phrases, counter).map(({ from, to, meaning }) => {
    const text = tokens.slice(from, to).map((token) => token.text);
    return `${text.join(' ')}${meaning === null ? '' : '*'}`;
  });
  return { units, steps: counter.steps };
}

it('takes the longest phrase, and each word once', () => {
  expect(unitsOf('A profit warning shot fired').units).toEqual(['a', 'profit warning*', 'shot', 'fired']);
  expect(unitsOf('Profit and profit').units).toEqual(['profit*', 'and', 'profit*']);
});

it('finds the beginning of a headline only there', () => {
  expect(unitsOf('Buy now').units).toEqual(['^ buy*', 'now']);
  expect(unitsOf('They buy').units).toEqual(['they', 'buy']);
});

it('reads no phrase across the end of a clause', () => {
  expect(unitsOf('Profit; warning').units).toEqual(['profit*', 'warning']);
});

it('counts its steps', () => {
  expect(unitsOf('one two three').steps).toBe(5);
});
