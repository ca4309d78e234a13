import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normaliseHeadline } from '../../src/identity/normalise-headline.js';
import { headline, headlines, restyling, restylings } from '../support/headlines.js';

describe('normaliseHeadline', () => {
  it('keeps the words, and beside them what the words lose', () => {
    expect(normaliseHeadline('UPDATE 1-Fenwick Foods’ Q4 EPS $(0.50), rated BB- (NYSE: FEN) ...')).toEqual({
      words: ['fenwick', 'foods', 'q4', 'eps', '0.50', 'rated', 'bb'],
      key: 'fenwick foods q4 eps 0.50 rated bb',
      cut: true,
      facts: { currencies: ['usd'], bracketedNumbers: ['0.50'], ratings: ['BB-'], tags: ['FEN'] },
    });
  });

  it('names a ticker once and in order', () => {
    expect(normaliseHeadline('$MVN: Arven and Maven agree (NYSE: ARVN, MVN)').facts.tags).toEqual(['ARVN', 'MVN']);
  });

  describe.each(Object.entries(restylings))('with %s', (_, restyle) => {
    it.each(headlines)('reads %j alike', (text) => {
      const { key, facts } = normaliseHeadline(text);
      expect(normaliseHeadline(restyle(text))).toMatchObject({ key, facts });
    });
  });

  it('reads a headline alike in any two restylings at once', () => {
    fc.assert(
      fc.property(headline, restyling, restyling, (text, one, other) => {
        // Entities are no longer entities in another case or width, so they come last; and only three layers are read.
        fc.pre(rank(one) + rank(other) < 2);
        const { key, facts } = normaliseHeadline(text);
        const restyled = [one, other]
          .sort((left, right) => rank(left) - rank(right))
          .reduce<string>((now, next) => next(now), text);
        expect(normaliseHeadline(restyled)).toMatchObject({ key, facts });
      }),
    );
  });

  it.each([
    ['Arven Motors raises outlook for March', 'Arven Motors raises outlook for April'],
    ['Arven Motors raises outlook for 2024', 'Arven Motors cuts outlook for 2024'],
    ['Arven Motors Q2 sales beat estimates', 'Arven Motors Q3 sales beat estimates'],
    ['Arven Motors sales up 5% in quarter', 'Arven Motors sales up 5.1% in quarter'],
    ['Arven Motors sales down -5% in quarter', 'Arven Motors sales down 5% in quarter'],
    ['Arven to pay $5 million to settle', 'Arven to pay $5 billion to settle'],
    ['Arven to pay $.50 a share dividend', 'Arven to pay $50 a share dividend'],
    ['Arven to pay 1.2 for each share', 'Arven to pay 12 for each share'],
    ['Arven will close plant in May', 'Arven will not close plant in May'],
    ['Arven is closing plant in May', "Arven isn't closing plant in May"],
    ['Arven sues Maven over phone patents', 'Maven sues Arven over phone patents'],
    ['Arven sued by Maven over patents', 'Arven sued Maven over patents'],
    ['Arven cut from Buy to Hold', 'Arven cut from Hold to Buy'],
    ['Arven shares ▲ 2% in trading', 'Arven shares ▼ 2% in trading'],
    ['Oil-backed fund sees record inflows', 'Metals-backed fund sees record inflows'],
    ['Is ON A Good Stock To Buy Now?', 'Is FOR A Good Stock To Buy Now?'],
    ['Notice of Annual General Meeting - Arven', 'Notice of Annual General Meeting - Maven'],
  ])('tells %j from %j by the key', (one, other) => {
    expect(normaliseHeadline(one).key).not.toBe(normaliseHeadline(other).key);
  });

  it.each([
    ['Fenwick Foods Q4 EPS $(0.50) beats estimate', 'Fenwick Foods Q4 EPS $0.50 beats estimate'],
    ['Fenwick Foods to raise €5 million in debt', 'Fenwick Foods to raise $5 million in debt'],
    ['Agency affirms Fenwick Foods at A+', 'Agency affirms Fenwick Foods at A-'],
    ['Fenwick reports second quarter results (FEN)', 'Fenwick reports second quarter results (FWK)'],
  ])('tells %j from %j by the facts', (one, other) => {
    expect(normaliseHeadline(one).key).toBe(normaliseHeadline(other).key);
    expect(normaliseHeadline(one).facts).not.toEqual(normaliseHeadline(other).facts);
  });

  it('has no words for what is punctuation only', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...'?!.,;:-–—…"\'()[]{}|/\\*#@~^_+=<>☎❗️😀🇩🇪'), { maxLength: 40 }),
        (marks) => {
          expect(normaliseHeadline(marks.join('')).words).toEqual([]);
        },
      ),
    );
  });

  it('joins words that hold no blank, bar or tilde, so that no two lists of words look alike', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        const { words, key } = normaliseHeadline(text);
        expect(key.split(' ').filter((word) => word !== '')).toEqual(words);
        for (const word of words) expect(word).toMatch(/^[\p{L}\p{N}][\p{L}\p{N}\p{M}.]*$/u);
      }),
    );
  });

  // Ten times the length may cost about ten times the work; anything that backtracks costs a hundred times.
  it.each([
    ' ',
    '.',
    '(',
    '(2)',
    '(nyse:',
    '(nyse: a, b; ',
    'a.',
    'UPDATE 1-',
    ' - Reuters',
    ' | ',
    '1,',
    '-1',
    '&',
    '&amp;',
    '$AB ',
    "a's",
    "n't",
    'A+',
    '5 million',
    '(0.5)',
    'e\u0301',
    '\u200b',
    '😀',
    'first-',
    'a',
  ])('takes linear time for a headline of nothing but %j', (piece) => {
    const long = 20_000;
    const text = `x${piece.repeat(long / piece.length)}y`;
    const cost = (part: string, times: number) => {
      const from = performance.now();
      for (let count = 0; count < times; count += 1) normaliseHeadline(part);
      return performance.now() - from;
    };
    const fastest = (part: string, times: number) => Math.min(...[1, 2, 3, 4].map(() => cost(part, times)));
    cost(text, 3);
    expect(fastest(text, 1)).toBeLessThan(40 * (fastest(text.slice(0, long / 10), 1) + 0.1));
  });
});

const entityForms = [restylings.entities, restylings['entities, encoded again']];

function rank(restyle: (text: string) => string): number {
  return entityForms.includes(restyle) ? 1 : 0;
}
