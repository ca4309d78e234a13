import { expect, it } from 'vitest';
import { modelOf } from '../../src/contracts/scorer.js';

it('marks opinions by name and version', () => {
  expect(modelOf({ name: 'lexicon', version: '1' })).toBe('lexicon@1');
});
