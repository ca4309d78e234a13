import { describe, expect, it } from 'vitest';
import { aside, elsewhere, negated, outweighed, past } from '../../../src/sentiment/lexicon/data/weights.js';
import { findLinks, findWords } from '../../../src/sentiment/lexicon/hits.js';
import { lexiconPhrases } from '../../../src/sentiment/lexicon/phrases.js';
import { readTokens } from '../../../src/sentiment/lexicon/tokens.js';
import { readUnits, type Unit } from '../../../src/sentiment/lexicon/units.js';
import { sumOf } from '../../../src/sentiment/lexicon/weigh.js';

function weigh(headline: string) {
  const counter = { steps: 0 };
  const tokens = readTokens(headline);
  const units = readUnits(tokens, lexiconPhrases(), counter);
  const used = new Set<Unit>();
  const links = findLinks(units, used, counter);
  const paired = new Set(used);
  return sumOf([...links, ...findWords(units, used)], units, paired, tokens);
}

describe('sumOf', () => {
  it.each([
    ['Acme soars', 1.6],
    ['Acme does not soar', 1.6 * negated],
    ['Not that Acme soars', 1.6 * negated],
    ['Not that Acme or Bolt soars', 1.6],
    ['Acme says no; Bolt soars', 1.6],
    ['Profit does not rise', 2.2 * negated],
    ['Despite weak sales Acme soars', -2.2 * negated + 1.6],
    ['Acme fails to soar', -1.6 + 1.6 * negated],
    ['Acme fails to stem its slump', -1.6 + 1.6 * negated],
    ['Sales rise but profit falls', 2.2 * aside - 2.2],
    ['Profit falls even as sales rise', -2.2 + 2.2 * aside],
    ['Acme soars after its slump', 1.6 - 1.6 * past],
    ['After its scandal Acme soars', -1.6 + 1.6],
    ['Acme meets bankers after its slump', -1.6],
    ['Acme soars as rival slumps', 1.6 - 1.6 * elsewhere],
    ['Acme meets bankers as rival slumps', -1.6],
    ['Acme said no as Bolt soars', 1.6],
    ['Profit falls, tops estimates', 2.5 - 2.2 * outweighed],
  ])('weighs %j', (headline, sum) => {
    expect(weigh(headline)).toBeCloseTo(sum);
  });
});
