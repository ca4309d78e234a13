import { describe, expect, it } from 'vitest';
import { findLinks, findWords } from '../../../src/sentiment/lexicon/hits.js';
import { lexiconPhrases } from '../../../src/sentiment/lexicon/phrases.js';
import { readTokens } from '../../../src/sentiment/lexicon/tokens.js';
import { readUnits, type Unit } from '../../../src/sentiment/lexicon/units.js';

function hitsOf(headline: string) {
  const counter = { steps: 0 };
  const tokens = readTokens(headline);
  const units = readUnits(tokens, lexiconPhrases(), counter);
  const used = new Set<Unit>();
  const hits = [...findLinks(units, used, counter), ...findWords(units, used)];
  const textOf = (unit: Unit) =>
    tokens
      .slice(unit.from, unit.to)
      .map(({ text }) => text)
      .join(' ');
  return hits.map(({ weight, at, rank }) => `${weight} ${at.map(textOf).join(' + ')}${'!'.repeat(rank)}`);
}

describe('a direction with its subject', () => {
  it.each([
    ['Operating profit for the nine months rose', ['2.2 operating profit + rose']],
    ['Costs jump', ['-2.2 costs + jump']],
    ['Loss narrows', ['2.2 loss + narrows']],
    ['Margins narrow', ['-2.2 margins + narrow']],
    ['Acme cuts its outlook', ['-2.5 cuts + outlook']],
    ['Acme cuts costs', ['2.2 cuts + costs']],
    ['Acme to cut 120 jobs', ['-2.5 cut + jobs']],
    ['Rising costs, falling demand', ['-2.2 rising + costs', '-2.2 falling + demand']],
    ['Acme falls into the red', ['-2.5 falls into + the red']],
    ['Acme tops all the estimates', ['2.5 tops + estimates!']],
  ])('is found in %j', (headline, hits) => {
    expect(hitsOf(headline)).toEqual(hits);
  });

  it('is no pair across a clause, or too far away', () => {
    expect(hitsOf('Costs; jump')).toEqual(['1.6 jump']);
    expect(hitsOf('Costs of a b c d e f g h i j k l jump')).toEqual(['1.6 jump']);
  });

  it('uses each word once', () => {
    expect(hitsOf('Profit rose, and rose')).toEqual(['2.2 profit + rose', '1.6 rose']);
  });
});

it('finds words that stand alone', () => {
  expect(hitsOf('Acme wins, Bolt warns')).toEqual(['-1.6 warns', '1.6 wins'].reverse());
  expect(hitsOf('Acme beats by 3 cents')).toEqual(['2.5 beats by!']);
  expect(hitsOf('Acme holds a meeting')).toEqual([]);
});

it('takes names and figures of speech for what they are', () => {
  expect(hitsOf('Best Buy stores in Japan; First Solar and Lucky Strike')).toEqual([]);
  expect(hitsOf('Acme sets up a unit')).toEqual([]);
});
