import { expect, it } from 'vitest';
import { lexiconPhrases } from '../../../src/sentiment/lexicon/phrases.js';

it('makes the phrases ready once', () => {
  expect(lexiconPhrases()).toBe(lexiconPhrases());
});
