import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashWords, mayBeOneWordApart, numberWords, sumWords } from '../../src/identity/word-numbers.js';

const words = fc.array(fc.string({ minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 14 });
const hash = (list: readonly string[], kind = 1) => hashWords(kind, numberWords(list), [[0, list.length]]);
const sum = (list: readonly string[]) => sumWords(numberWords(list));

describe('a hash over words', () => {
  it('is the same for the same words, in stretches or in one piece, and a safe integer', () => {
    fc.assert(
      fc.property(words, fc.nat(), (list, cut) => {
        const at = cut % (list.length + 1);
        const numbers = numberWords(list);
        expect(
          hashWords(1, numbers, [
            [0, at],
            [at, list.length],
          ]),
        ).toBe(hash(list));
        expect(Number.isSafeInteger(hash(list)) && hash(list) >= 0).toBe(true);
      }),
    );
  });

  it('differs by kind, by order and by how the letters are parted', () => {
    expect(hash(['calder', 'motors'], 2)).not.toBe(hash(['calder', 'motors']));
    expect(hash(['motors', 'calder'])).not.toBe(hash(['calder', 'motors']));
    expect(hash(['calderm', 'otors'])).not.toBe(hash(['calder', 'motors']));
    expect(hash(['calder'])).not.toBe(hash(['calder', '']));
  });

  it('differs among a hundred thousand lists', () => {
    const hashes = new Set(Array.from({ length: 100_000 }, (_, index) => hash(['calder', `${index}`, 'motors'])));
    expect(hashes.size).toBe(100_000);
  });
});

describe('sums of words', () => {
  it('tell of every list that it may be one word apart from itself with one word more, wherever it stands', () => {
    fc.assert(
      fc.property(words, fc.string({ minLength: 1 }), fc.nat(), (list, word, place) => {
        const longer = list.toSpliced(place % (list.length + 1), 0, word);
        expect(mayBeOneWordApart(sum(list), sum(longer))).toBe(true);
        expect(mayBeOneWordApart(sum(longer), sum(list))).toBe(true);
        expect(Number.isSafeInteger(sum(longer))).toBe(true);
      }),
    );
  });

  it('tell of lists with another word, or with two words more, that they are not', () => {
    const list = ['calder', 'opens', 'a', 'plant'];
    for (let index = 0; index < 10_000; index += 1) {
      const other = `word${index}`;
      expect(mayBeOneWordApart(sum(list), sum([...list.slice(1), other]))).toBe(false);
      expect(mayBeOneWordApart(sum(list), sum([...list, other, 'more']))).toBe(false);
    }
  });
});
