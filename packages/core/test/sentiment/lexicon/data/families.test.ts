import { describe, expect, it } from 'vitest';
import { phrasesOf } from '../../../../src/sentiment/lexicon/compile.js';
import { families } from '../../../../src/sentiment/lexicon/data/families.js';
import { readTokens } from '../../../../src/sentiment/lexicon/tokens.js';

/** A phrase as somebody would write it in a headline: numbers and a cashtag in place of their marks. */
const written = (phrase: readonly string[]) =>
  phrase
    .filter((word) => word !== '^')
    .map((word) => word.replace('#', '7').replace(/^\$$/, '$ACME'))
    .join(' ');

const linesOf = (phrases: string) => phrases.split('\n').filter((line) => line.trim() !== '');

describe('the lists of the lexicon', () => {
  it('are of families that have a name of their own and say what they are', () => {
    expect(new Set(families.map(({ name }) => name)).size).toBe(families.length);
    for (const { about } of families) expect(about).toMatch(/^[A-Z].*\.$/);
  });

  it('hold 220 patterns and more, and no more phrases than can be made ready in a moment', () => {
    expect(families.flatMap(({ phrases }) => linesOf(phrases)).length).toBeGreaterThan(220);
    expect(families.flatMap(phrasesOf).length).toBeLessThan(12_000);
  });

  it('hold no phrase of more than nine words, so that a search ends soon', () => {
    expect(families.flatMap(phrasesOf).filter((phrase) => phrase.length > 9)).toEqual([]);
  });

  it('hold only phrases that a headline can be read as', () => {
    const unreachable = families.flatMap(phrasesOf).filter((phrase) => {
      const read = readTokens(written(phrase)).map(({ text }) => text);
      return read.slice(1).join(' ') !== phrase.filter((word) => word !== '^').join(' ');
    });
    expect(unreachable.map((phrase) => phrase.join(' '))).toEqual([]);
  });

  it('call no phrase good in one family and bad in another', () => {
    const signs = new Map<string, number>();
    const torn = families.flatMap((family) =>
      phrasesOf(family).flatMap((words) => {
        const phrase = words.join(' ');
        const sign = Math.sign(family.weight);
        const known = signs.get(phrase) ?? 0;
        if (sign !== 0) signs.set(phrase, sign);
        return known * sign < 0 ? [phrase] : [];
      }),
    );
    expect(torn).toEqual([]);
  });
});
