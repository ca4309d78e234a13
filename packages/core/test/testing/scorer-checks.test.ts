import { describe, expect, it } from 'vitest';
import type { ScorerOpinion } from '../../src/contracts/scorer.js';
import { ensure, isForm, opinionsOf, sameOpinion } from '../../src/testing/scorer-checks.js';
import { smallScorer } from '../support/small-scorer.js';

it('says which rule was broken', () => {
  ensure(true, 'kept');
  expect(() => ensure(false, 'broken')).toThrow('broken');
});

it('takes only text for text of a form', () => {
  expect([isForm('a1', /^\w+$/), isForm('a b', /^\w+$/), isForm(1, /^\w+$/)]).toEqual([true, false, false]);
});

it('tells opinions apart', () => {
  const one = { score: 0.5, confidence: null };
  expect(sameOpinion(one, { ...one })).toBe(true);
  expect(sameOpinion(one, { ...one, confidence: 0.5 })).toBe(false);
  expect(sameOpinion(one, { ...one, score: 0.4 })).toBe(false);
  expect(sameOpinion(null, null)).toBe(true);
  expect(sameOpinion(null, one)).toBe(false);
  expect(sameOpinion(null, undefined)).toBe(false);
});

describe('opinionsOf', () => {
  const answering = (answer: unknown) =>
    smallScorer({ score: async () => answer as readonly (ScorerOpinion | null)[] });

  it.each([
    ['a map', new Map(), 'not with a list'],
    ['too few', [], '1 items have 0 opinions'],
    ['a number', [0.5], 'neither an opinion nor null'],
    ['nothing', [undefined], 'neither an opinion nor null'],
    ['an opinion without a confidence', [{ score: 0.5 }], 'neither an opinion nor null'],
  ])('refuses %s', async (_, answer, problem) => {
    await expect(opinionsOf(answering(answer), ['Acme profit rises'])).rejects.toThrow(problem);
  });

  it('gives what it was told', async () => {
    expect(await opinionsOf(smallScorer(), ['Acme profit rises', 'Acme'])).toEqual([
      { score: 0.5, confidence: 0.6 },
      null,
    ]);
  });
});
