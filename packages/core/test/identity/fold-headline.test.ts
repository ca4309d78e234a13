import { describe, expect, it } from 'vitest';
import { foldHeadline } from '../../src/identity/fold-headline.js';

describe('foldHeadline', () => {
  it.each([
    ['Arven  Motors ', 'arven motors'],
    ['R&amp;D at J&amp;amp;J', 'r&d at j&j'],
    ['Calder&rsquo;s&nbsp;plan', "calder's plan"],
    ['CALDER&RSQUO;S PLAN', "calder's plan"],
    ['AT&T and S&P', 'at&t and s&p'],
    ['&#x201c;Soft&#8221; landing', '"soft" landing'],
    ['Ａｒｖｅｎ　Ｍｏｔｏｒｓ', 'arven motors'],
    ['Ca\u0301lder', 'cálder'],
    ['ﬁnance', 'finance'],
    ['covid\u201319 \u2014 what next', 'covid-19 - what next'],
    ['plants close\u2014again', 'plants close - again'],
    ['going, going\u2026', 'going, going...'],
    ['Ar\u200bven\u00ad Mo\u2060tors\ufeff', 'arven motors'],
    ['Arven\u0000\u0007Motors\r\nup', 'arven motors up'],
    ['Arven™ Motors®', 'arven motors'],
    ['5½ per cent, 10²', '5 1⁄2 per cent, 10 2'],
    ['Shares ▲ 2%, bonds ↓', 'shares up 2%, bonds down'],
    ['it`s \u00b4fine\u00b4 \u2212 really', "it`s 'fine' - really"],
  ])('folds %j to %j', (headline, folded) => {
    expect(foldHeadline(headline)).toBe(folded);
  });

  it('gives a text and its upper-cased form the same folding where case is not one to one', () => {
    for (const text of ['Große Straße', 'ΟΔΟΣ οδός', 'ŉ ǰ ΐ', 'DŽ ǆ', 'ıstanbul']) {
      expect(foldHeadline(text.toUpperCase())).toBe(foldHeadline(text));
    }
  });

  it('writes a sigma alike whatever stands behind it', () => {
    expect(foldHeadline('ΟΔΟΣ:ΑΒ').replace(':', ' ')).toBe(foldHeadline('ΟΔΟΣ ΑΒ'));
  });

  it('decodes entities three times and no more', () => {
    expect(foldHeadline('a &amp;amp;amp; b')).toBe('a & b');
    expect(foldHeadline('a &amp;amp;amp;amp; b')).toBe('a &amp; b');
  });
});
