import { expect, it } from 'vitest';
import { compilePhrases, deedBit, markBit, phrasesOf, thingBit } from '../../../src/sentiment/lexicon/compile.js';
import type { Family } from '../../../src/sentiment/lexicon/data/family.js';

const family = (fields: Partial<Family>): Family => ({ name: 'one', about: 'One.', weight: 0, phrases: '', ...fields });
const meaningOf = (families: readonly Family[], ...words: readonly string[]) =>
  words.reduce<ReturnType<typeof compilePhrases> | undefined>(
    (node, word) => node?.next.get(word),
    compilePhrases(families),
  )?.meaning;

it('makes every choice of a line in each way', () => {
  const phrases = phrasesOf(family({ phrases: '\n cuts|cut its? outlook\n\n falls\n' })).map((words) =>
    words.join(' '),
  );
  expect(phrases.sort()).toEqual(['cut its outlook', 'cut outlook', 'cuts its outlook', 'cuts outlook', 'falls']);
});

it('gives a phrase of two families what both say, and the larger weight', () => {
  const both = [
    family({ weight: 1.6, deed: 'up', phrases: 'gains' }),
    family({ weight: -2.5, things: ['gain', 'profit'], mark: 'calm', phrases: 'gains' }),
  ];
  expect(meaningOf(both, 'gains')).toEqual({
    deeds: deedBit('up'),
    things: thingBit('gain') | thingBit('profit'),
    marks: markBit('calm'),
    weight: -2.5,
  });
});

it('knows no meaning of the beginning of a phrase', () => {
  const one = [family({ weight: 2.5, phrases: 'profit warning' })];
  expect(meaningOf(one, 'profit')).toBeNull();
  expect(meaningOf(one, 'profit', 'warning')?.weight).toBe(2.5);
  expect(meaningOf(one, 'warning')).toBeUndefined();
});
