import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lookupDates, lookupKeys, soughtKeys } from '../../src/identity/lookup-keys.js';
import { type PreparedArticle, prepareArticle, type StoryArticle } from '../../src/identity/prepare-article.js';
import { matchPrepared } from '../../src/identity/same-story.js';
import { nearPair } from '../support/near-pairs.js';

const prepare = (headline: string, rest: Partial<StoryArticle> = {}) =>
  prepareArticle({ headline, publishedAt: '2024-06-04T09:59:59.999Z', source: 'tiingo', ...rest });
const sha = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16);
const keysOf = (headline: string, rest: Partial<StoryArticle> = {}) => lookupKeys(prepare(headline, rest));

describe('lookupKeys', () => {
  it('are 16 hex over what is said, with and without a label, how its words begin, two thirds of it, and its beginning', () => {
    expect(keysOf('Calder: Ostmark bank holds its key rate')).toEqual([
      sha('said|calder ostmark bank holds key rate'),
      sha('said|ostmark bank holds key rate'),
      sha('stems|cal ost ban hol key rat'),
      sha('6 first|calder ostmark bank holds'),
      sha('6 last|bank holds key rate'),
      sha('6 ends|calder ostmark key rate'),
      sha('whole begins|calder ostmark bank holds key rate'),
    ]);
  });

  it('are what is said alone where the words are too few to be compared one by one', () => {
    expect(keysOf('Ostmark bank holds key rate')).toEqual([sha('said|ostmark bank holds key rate')]);
  });

  it('hold each once', () => {
    const keys = keysOf('Calder: Maven: Ostmark bank holds its key rate: Calder');
    expect(new Set(keys).size).toBe(keys.length);
    expect(keysOf('Ostmark bank holds rate')).toHaveLength(1);
  });

  it('are the page and the words for a short headline, and nothing joins it by these', () => {
    const words = sha('short|form 8 k');
    const page = sha('url|https://example.com/8-k');
    expect(keysOf('Form 8-K', { url: 'https://Example.com/8-k/' })).toEqual([page, words]);
    expect(keysOf('Form 8-K')).toEqual([words]);
    expect(keysOf('???')).toEqual([]);
    expect(soughtKeys(prepare('Form 8-K', { url: 'https://Example.com/8-k/' }))).toEqual([page]);
    expect(soughtKeys(prepare('Form 8-K'))).toEqual([]);
  });

  it('do not depend on facts, source, id or time', () => {
    expect(keysOf('Arven pays $5m for Maven (NYSE: ARVN)', { source: 'a', sourceId: '1', publishedAt: 1e12 })).toEqual(
      keysOf('Arven pays €5m for Maven'),
    );
  });
});

describe('lookupDates', () => {
  it.each([
    ['2024-06-04T00:00:00.001Z', ['2024-06-03', '2024-06-04']],
    ['2024-06-04T09:59:59.999Z', ['2024-06-03', '2024-06-04']],
    ['2024-06-04T10:00:00.000Z', ['2024-06-03', '2024-06-04', '2024-06-05']],
    ['2024-06-04T13:59:59.999Z', ['2024-06-03', '2024-06-04', '2024-06-05']],
    ['2024-06-04T14:00:00.000Z', ['2024-06-04', '2024-06-05']],
    ['2024-06-04T23:59:59.999Z', ['2024-06-04', '2024-06-05']],
    ['2024-06-04', ['2024-06-04']],
  ])('of %s are %j', (publishedAt, dates) => {
    expect(lookupDates(prepare('Arven', { publishedAt }))).toEqual(dates);
  });
});

/** Whether an article finds an anchor that is filed. */
function finds(article: PreparedArticle, anchor: PreparedArticle): boolean {
  const filed = lookupKeys(anchor);
  return soughtKeys(article).some((key) => filed.includes(key));
}

describe('lookup keys and dates', () => {
  it('find every article that matches by its words or page', () => {
    const found = { matches: 0, rules: new Set<string>() };
    fc.assert(
      fc.property(nearPair, (pair) => {
        const [a, b] = [prepareArticle(pair[0]), prepareArticle(pair[1])];
        const match = matchPrepared(a, b);
        if (!match.match || match.rule === 'source-id' || a.storyKey === b.storyKey) return;
        found.matches += 1;
        found.rules.add(match.rule);
        expect(finds(a, b)).toBe(true);
        expect(finds(b, a)).toBe(true);
        expect(lookupDates(a)).toContain(b.date);
        expect(lookupDates(b)).toContain(a.date);
      }),
      { numRuns: 5000, seed: 5 },
    );
    expect(found.matches).toBeGreaterThan(500);
    expect([...found.rules].sort()).toEqual(['abbr', 'cut', 'extra', 'label', 'plural', 'same', 'url']);
  });
});
