import { describe, expect, it } from 'vitest';
import { findComparisons } from '../../../src/sentiment/lexicon/comparisons.js';
import { lexiconPhrases } from '../../../src/sentiment/lexicon/phrases.js';
import { readTokens } from '../../../src/sentiment/lexicon/tokens.js';
import { readUnits } from '../../../src/sentiment/lexicon/units.js';

function signsOf(headline: string) {
  const counter = { steps: 0 };
  const tokens = readTokens(headline);
  return findComparisons(readUnits(tokens, lexiconPhrases(), counter), tokens, new Set(), counter).map(({ weight }) =>
    Math.sign(weight),
  );
}

describe('an amount beside an earlier one', () => {
  it.each([
    ['Net sales totalled EUR 157.3 mn, compared to EUR 140.5 mn a year ago', [1]],
    ['Net sales totalled EUR 140.5 mn, compared with EUR 0.16 bn', [-1]],
    ['Profit was EUR 5 mn (EUR 4 mn)', [1]],
    ['Profit of EUR 5 mn vs a loss of EUR 9 mn', [1]],
    ['Loss of EUR 5 mn against a profit of EUR 9 mn', [-1]],
    ['Loss of EUR 5 mn versus a loss of EUR 9 mn', [1]],
    ['Costs were EUR 5 mn from EUR 4 mn', [-1]],
  ])('says what %j says', (headline, signs) => {
    expect(signsOf(headline)).toEqual(signs);
  });

  it.each([
    'Profit was EUR 5 mn compared to 5% of sales',
    'Profit was EUR 5 mn in 2008 from 2007',
    'Profit was EUR 5 mn, compared to EUR 5 mn',
    'A fleet of 40 from 38',
    'Profit was EUR 5 mn; compared to EUR 4 mn',
  ])('says nothing where there is nothing to compare: %j', (headline) => {
    expect(signsOf(headline)).toEqual([]);
  });
});
