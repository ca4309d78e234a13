import type { Separation } from '@ingest/core';
import { describe, expect, it } from 'vitest';
import { articleName, separationWords } from '../../src/render/separation-words.js';
import { historyOf } from '../support/explained.js';

const article = historyOf({ source: 'finnhub', sourceId: '77' });
const crossing = { rule: 'extra', article, because: 'came-later' } as const;

describe('separationWords', () => {
  it.each<[Separation, RegExp]>([
    [{ kind: 'apart', reason: 'currencies-differ' }, /^Not joined: both headlines name a currency/],
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
