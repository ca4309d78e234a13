import { expect, it } from 'vitest';
import { lexiconHash } from '../../../src/sentiment/lexicon/hash.js';

it('is the same each time, and SHA-256 in hex', () => {
  expect(lexiconHash()).toMatch(/^[0-9a-f]{64}$/);
  expect(lexiconHash()).toBe(lexiconHash());
});

// A changed list is a new version of the scorer: give it one, and write its hash here.
it('belongs to version 1', () => {
  expect(lexiconHash()).toBe('764d80d6b650884bcf9670929bb148c182e073e4f220698bea4299bb3345524e');
});
