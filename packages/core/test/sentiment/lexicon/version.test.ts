import { expect, it } from 'vitest';
import { lexiconHash } from '../../../src/sentiment/lexicon/version.js';
import { computedHash } from '../../support/lexicon-hash.js';

// A changed list is a new version of the scorer: give it one, and write its hash beside it.
it('is of all data that an opinion depends on', () => {
  expect(lexiconHash).toBe(computedHash());
});
