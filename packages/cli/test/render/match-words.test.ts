import { expect, it } from 'vitest';
import { preferenceWords, reasonWords, ruleWords } from '../../src/render/match-words.js';

it('has words of its own for every rule, reason and preference', () => {
  for (const words of [ruleWords, reasonWords, preferenceWords].map((list) => Object.values<string>(list))) {
    expect(new Set(words).size).toBe(words.length);
    // A name of the program's own, such as `too-far-apart`, is no explanation.
    for (const text of words) expect(text).toMatch(/^[a-z][a-z0-9 ,:]+$/i);
  }
});
