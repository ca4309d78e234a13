import { expect, it } from 'vitest';
import { textsOf } from '../../src/testing/scorer-subject.js';
import { newsTexts } from '../../src/testing/scorer-texts.js';
import { smallScorer } from '../support/small-scorer.js';

it('tries a scorer on English headlines, unless it brings others along', () => {
  expect(textsOf({ create: smallScorer })).toBe(newsTexts);
  expect(textsOf({ create: smallScorer, texts: ['Elm steigert den Gewinn'] })).toEqual(['Elm steigert den Gewinn']);
});
