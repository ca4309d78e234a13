import type { Separation } from '@ingest/core';
import { describe, expect, it } from 'vitest';
import { articleName, separationWords } from '../../src/render/separation-words.js';
import { historyOf } from '../support/explained.js';

const article = historyOf({ source: 'finnhub', sourceId: '77' });
const apart = { kind: 'apart', words: { here: ['raises'], there: ['cuts'] }, fewestWords: 8 } as const;
const crossing = { rule: 'extra', article, because: 'came-later' } as const;

describe('separationWords', () => {
  it.each<[Separation, RegExp]>([
    [{ ...apart, reason: 'one-word-differs' }, /^Not joined: one word is another word: "raises" \/ "cuts"\.$/],
    [
      { ...apart, reason: 'other-date', otherReason: 'one-word-differs' },
      /another date, and one word is another word: "raises" \/ "cuts"\.$/,
    ],
    [{ ...apart, reason: 'too-far-apart' }, /^Not joined: they were published more than 14 hours apart\.$/],
    [
      { ...apart, reason: 'too-few-words', words: { here: [], there: [] }, fewestWords: 2 },
      /^Not joined: the same words, and too short to say anything \(2 words\)\.$/,
    ],
    [
      { ...apart, reason: 'words-differ', words: { here: ['a', 'b', 'c', 'd', 'e'], there: ['f'] } },
      /or the order of the words\.$/,
    ],
    [
      { kind: 'joined-this', ...crossing },
      /^finnhub 77 of this story matches it.*one word more.*before the other story/,
    ],
    [{ kind: 'joined-other', ...crossing }, /^Its finnhub 77 matches this story/],
    [{ kind: 'members-match', rule: 'label', article }, /not the one that it was begun with/],
    [{ kind: 'anchors-match', rule: 'cut' }, /before such matches were joined\. Two stories are never merged/],
  ])('says of %o why there are two', (separation, words) => {
    expect(separationWords(separation)).toMatch(words);
  });
});

describe('articleName', () => {
  it('is the source with the id there, if it gives one', () => {
    expect(articleName(article)).toBe('finnhub 77');
    expect(articleName({ source: 'tiingo', sourceId: null })).toBe('tiingo');
  });
});
