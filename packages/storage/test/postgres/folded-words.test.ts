import { expect, test } from 'vitest';
import { foldedWords, searchedWords } from '../../src/postgres/folded-words.js';

test('words are kept as a search compares them, each once', () => {
  expect(foldedWords({ headline: 'Société GÉNÉRALE cuts', description: 'Cuts: 5%' })).toEqual([
    'societe',
    'generale',
    'cuts',
    '5',
  ]);
  expect(foldedWords({ headline: 'One', description: null })).toEqual(['one']);
  expect(searchedWords('***')).toEqual([]);
});

test('a word of any length is one entry that an index takes, and two of them stay two', () => {
  const [first = '', second = ''] = searchedWords(`${'a'.repeat(5_000)} ${'a'.repeat(5_001)}`);
  expect([first.length, second.length]).toEqual([64, 64]);
  expect(first).not.toBe(second);
  expect(searchedWords('a'.repeat(100))).toEqual(['a'.repeat(100)]);
});
