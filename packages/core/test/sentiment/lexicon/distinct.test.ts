import { describe, expect, it } from 'vitest';
import type { Meaning } from '../../../src/sentiment/lexicon/compile.js';
import { distinctHits } from '../../../src/sentiment/lexicon/distinct.js';
import type { Hit } from '../../../src/sentiment/lexicon/hits.js';
import { opinionOf } from '../../../src/sentiment/lexicon/opinion.js';
import { lexiconPhrases } from '../../../src/sentiment/lexicon/phrases.js';

const meaning = (): Meaning => ({ deeds: 1, things: 0, marks: 0, weight: 1 });
const [profit, sales, rises] = [meaning(), meaning(), meaning()];
const hit = (...meanings: readonly Meaning[]): Hit => ({
  weight: 1,
  at: meanings.map((one) => ({ from: 1, to: 2, clause: 0, meaning: one })),
  rank: 0,
});

describe('distinctHits', () => {
  it.each([
    ['a phrase that is said again', [hit(rises), hit(rises), hit(rises)], 1],
    ['a pair that is said again', [hit(profit, rises), hit(profit, rises)], 1],
    ['a phrase of a pair that stands alone too', [hit(profit, rises), hit(rises)], 1],
    ['phrases that are not the same', [hit(rises), hit(sales)], 2],
    ['pairs with one phrase in common', [hit(profit, rises), hit(sales, rises)], 2],
  ])('counts %s', (_, hits, count) => {
    expect(distinctHits(hits)).toEqual(hits.slice(0, count));
  });
});

it.each([
  'Acme rises ',
  'Acme profit rises ',
  'Acme upgraded; ',
  'Acme profit 7 from 6; ',
  'Profit falls, costs rise; ',
])('has the same opinion of %j however often it is said', (piece) => {
  const once = opinionOf(piece, lexiconPhrases());
  expect(once).not.toBeNull();
  for (const times of [2, 3, 80]) expect(opinionOf(piece.repeat(times), lexiconPhrases())).toEqual(once);
});
