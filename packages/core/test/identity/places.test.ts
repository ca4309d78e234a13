import { describe, expect, it } from 'vitest';
import { endsPlace, isPlace, mayBeAnotherPlace } from '../../src/identity/places.js';

describe('isPlace', () => {
  it.each(['germany', 'australia', 'michigan', 'zealand'])('is true for %j', (word) => {
    expect(isPlace(word)).toBe(true);
  });

  it.each(['', 'europe', 'nordhavn', 'mich'])('is false for %j', (word) => {
    expect(isPlace(word)).toBe(false);
  });
});

describe('endsPlace', () => {
  it.each([
    ['spain', true],
    ['zone', true],
    ['uk', true],
    ['calder', false],
  ])('of %j is %j', (word, is) => {
    expect(endsPlace(word)).toBe(is);
  });
});

describe('mayBeAnotherPlace', () => {
  it.each([
    ['aust', 'austria'],
    ['ind', 'india'],
    ['indi', 'indiana'],
    ['miss', 'missouri'],
  ])('is true for %j as %j', (abbreviation, name) => {
    expect(mayBeAnotherPlace(abbreviation, name)).toBe(true);
  });

  it.each([
    ['mich', 'michigan'],
    ['austr', 'austrian'],
    ['ind', 'industries'],
  ])('is false for %j as %j', (abbreviation, name) => {
    expect(mayBeAnotherPlace(abbreviation, name)).toBe(false);
  });
});
