import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldedWordsOf, foldWord, wordsOf } from '../../src/shared/words.js';

describe('the words of a text', () => {
  test.each<[string, string[]]>([
    ['', []],
    [' -- *"()\u0000 ', []],
    ['Q3 results: +12.5%, again and again', ['Q3', 'results', '12', '5', 'again', 'and']],
    ['naïve-sounding “Élandre”', ['naïve', 'sounding', 'Élandre']],
    ['e\u0301lan', ['élan']],
    ['東京 株価', ['東京', '株価']],
    ['OR NOT near', ['OR', 'NOT', 'near']],
  ])('of %j are %j', (text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });

  test('are each one word for SQLite too, whatever the text', () => {
    const database = new Database(':memory:');
    database.exec("CREATE VIRTUAL TABLE t USING fts5(x, detail=none, tokenize='unicode61 remove_diacritics 2')");
    const search = database.prepare('SELECT count(*) FROM t WHERE t MATCH ?');
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (text) => {
        const words = wordsOf(text).map((word) => `"${word}"`);
        // An index without positions refuses whatever it would have to take for several words in a row.
        if (words.length > 0) search.get(words.join(' '));
      }),
      { numRuns: 500 },
    );
    expect(() => search.get('"two words"')).toThrow();
    database.close();
  });
});

test.each([
  ['Élandre', 'elandre'],
  ['SÃO', 'sao'],
  ['Йогурт', 'йогурт'],
  ['東京', '東京'],
])('%s is searched for as %s', (word, folded) => {
  expect(foldWord(word)).toBe(folded);
});

test('the folded words of a text are its words, each folded, in the order in which they came', () => {
  expect(foldedWordsOf('Cuts Q3 cuts: 5% Q3')).toEqual(['cuts', 'q3', '5']);
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme-ascii' })), (text) => {
      expect(foldedWordsOf(text)).toEqual([...new Set(wordsOf(text).map(foldWord))]);
    }),
  );
});
