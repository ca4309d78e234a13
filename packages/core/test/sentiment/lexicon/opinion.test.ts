import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calibration } from '../../../src/sentiment/lexicon/calibration.js';
import { phrasesOf } from '../../../src/sentiment/lexicon/compile.js';
import { families } from '../../../src/sentiment/lexicon/data/families.js';
import { lexicon } from '../../../src/sentiment/lexicon/lexicon.js';
import { opinionOf } from '../../../src/sentiment/lexicon/opinion.js';
import { lexiconPhrases } from '../../../src/sentiment/lexicon/phrases.js';

const phrases = lexiconPhrases();
const scoreOf = (headline: string) => opinionOf(headline, phrases)?.score ?? null;
const stepsOf = (headline: string) => {
  const counter = { steps: 0 };
  opinionOf(headline, phrases, counter);
  return counter.steps;
};

describe('opinionOf', () => {
  it.each([
    ['Acme soars', 'weak', 0.65],
    ['Acme profit rises', 'strong', 0.81],
    ['Acme upgraded', 'strong', 0.81],
    ['Acme soars, Bolt surges', 'two', 0.82],
    ['Acme profit rises and it is upgraded', 'more', 0.95],
    ['Acme soars, Bolt slumps', 'cancelled', 0.32],
  ])('rests %j on evidence that is %s', (headline, evidence, confidence) => {
    expect(opinionOf(headline, phrases)).toMatchObject({ evidence, confidence });
  });

  it.each([
    'Acme is upgraded?',
    'Will Acme be upgraded',
    'What to expect: Acme upgraded',
    'Acme appoints a chief; upgraded',
    'Earnings preview: Acme upgraded',
  ])('takes half of it where nothing has happened yet: %j', (headline) => {
    expect(scoreOf(headline)).toBeCloseTo(Math.tanh(1.25 / 3));
  });

  it.each(['', ' ', '…', 'https://example.com/acme-soars', 'Acme holds a meeting', 'Der Gewinn soars und steigt'])(
    'has none of %j',
    (headline) => {
      expect(opinionOf(headline, phrases)).toBeNull();
    },
  );

  it('reads a headline alike however it is written', () => {
    const plain = scoreOf("Acme's better-than-expected profit isn't falling");
    expect(plain).not.toBeNull();
    expect(scoreOf('ACME&#8217;S BETTER‑THAN–EXPECTED  PROFIT ISN’T FALLING https://example.com/x')).toBe(plain);
  });
});

const word = fc.constantFrom(...new Set(families.flatMap(phrasesOf).flat()), 'acme', '7', '7%', '$ACME', '(', ';', '?');
const headlineOfWords = fc.array(word, { maxLength: 60 }).map((words) => words.join(' ').slice(0, 500));
const anyHeadline = fc.oneof(headlineOfWords, fc.string({ maxLength: 500, unit: 'binary' }));

describe('whatever the headline', () => {
  it('has a score from −1 to 1 and a confidence of the calibration, or no opinion', () => {
    const confidences = calibration.classes.map(({ confidence }) => confidence);
    fc.assert(
      fc.property(anyHeadline, (headline) => {
        const opinion = opinionOf(headline, phrases);
        if (opinion === null) return;
        expect(Math.abs(opinion.score)).toBeLessThanOrEqual(1);
        expect(confidences).toContain(opinion.confidence);
      }),
      { numRuns: 500 },
    );
  });

  it('has the same opinion alone, again and among others', async () => {
    const signal = new AbortController().signal;
    await fc.assert(
      fc.asyncProperty(fc.array(anyHeadline, { maxLength: 8 }), async (headlines) => {
        const opinions = await lexicon().score(
          headlines.map((headline) => ({ headline })),
          { signal },
        );
        expect(opinions.map((opinion) => opinion?.score ?? null)).toEqual(headlines.map(scoreOf));
      }),
    );
  });

  it('has no opinion without a word that is evidence', () => {
    const evidence = new Set(
      families.filter(({ weight, deed }) => weight !== 0 || deed !== undefined).flatMap((one) => phrasesOf(one).flat()),
    );
    const idle = word.filter((text) => !evidence.has(text) && !/[(7]/.test(text));
    fc.assert(
      fc.property(fc.array(idle, { maxLength: 20 }), (words) => {
        expect(scoreOf(words.join(' '))).toBeNull();
      }),
    );
  });
});

describe('a hostile headline', () => {
  const longest = Math.max(...families.flatMap(phrasesOf).map((phrase) => phrase.length));

  it.each([
    'rises ',
    'profit ',
    'profit rises ',
    'profit rises not ',
    'not ',
    'but ',
    'record ',
    'net net ',
    'sales before the ',
    '7 ',
    'profit 7 from 7 ',
    'from ',
    'from 7 ',
    '(7) ',
    'tops ',
    'after ',
    'as rival ',
    'pay 7 to settle suits ',
    'cut ',
    '$ ',
    'a ',
    'a',
    '-',
    '. ',
  ])('of nothing but %j costs steps in proportion to its length', (piece) => {
    const steps = (length: number) => stepsOf(piece.repeat(Math.ceil(length / piece.length)).slice(0, length));
    expect(steps(5000)).toBeLessThanOrEqual(12 * (steps(500) + longest));
    // The dearest words look at a few dozen neighbours; there are at most 250 words.
    expect(steps(500)).toBeLessThan(250 * 100);
  });
});
