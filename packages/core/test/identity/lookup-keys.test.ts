import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lookupDays, lookupKeys, soughtKeys } from '../../src/identity/lookup-keys.js';
import { type PreparedArticle, prepareArticle, type StoryArticle } from '../../src/identity/prepare-article.js';
import { matchPrepared } from '../../src/identity/same-story.js';
import { mayBeOneWordApart } from '../../src/identity/word-numbers.js';
import { dayNumber } from '../../src/time/instant.js';
import { nearPair } from '../support/near-pairs.js';

const prepare = (headline: string, rest: Partial<StoryArticle> = {}) =>
  prepareArticle({ headline, publishedAt: '2024-06-04T09:59:59.999Z', source: 'tiingo', ...rest });
const keysOf = (headline: string, rest: Partial<StoryArticle> = {}) => lookupKeys(prepare(headline, rest)).keys;
const soughtOf = (headline: string, rest: Partial<StoryArticle> = {}) =>
  soughtKeys(prepare(headline, rest)).map(({ key }) => key);
const shared = (left: readonly number[], right: readonly number[]) => left.filter((key) => right.includes(key)).length;

describe('lookupKeys', () => {
  it('are the same numbers for good, because stores keep them', () => {
    expect(lookupKeys(prepare('Calder: Ostmark bank holds its key rate'))).toEqual({
      keys: [1447196880319431, 1336151492827961, 275446213427824, 2244241202939020, 3892971133288841, 3648073652076302],
      wordSums: 1089973142421182,
    });
    for (const key of keysOf('Calder: Ostmark bank holds its key rate')) expect(Number.isSafeInteger(key)).toBe(true);
  });

  it('are how the words begin, with and without a label, two thirds of them, and the beginning', () => {
    expect(keysOf('Calder Ostmark bank holds its key rate')).toHaveLength(5);
    expect(keysOf('Calder: Ostmark bank holds its key rate')).toHaveLength(6);
    // Without its label the headline is another one, which has too few words for thirds.
    expect(shared(keysOf('Calder: Ostmark bank holds its key rate'), keysOf('Ostmark bank holds key rate'))).toBe(1);
    expect(
      shared(keysOf('Calder plans two banks in its key region'), keysOf('Calder plans two bank in its key regions')),
    ).toBe(1);
  });

  it('are how the words begin alone where the words are too few to be compared one by one', () => {
    expect(keysOf('Ostmark bank holds key rate')).toHaveLength(1);
  });

  it('hold each once', () => {
    const keys = keysOf('Calder: Maven: Ostmark bank holds its key rate: Calder');
    expect(new Set(keys).size).toBe(keys.length);
    expect(keysOf('Ostmark bank holds rate')).toHaveLength(1);
  });

  it('are the page and the words for a short headline, and nothing joins it by these', () => {
    const url = 'https://Example.com/8-k/';
    const [words] = keysOf('Form 8-K');
    expect(keysOf('Form 8-K', { url })).toEqual([expect.any(Number), words]);
    expect(keysOf('Form 8-K')).toEqual([words]);
    expect(keysOf('???')).toEqual([]);
    expect(soughtOf('Form 8-K', { url: 'https://example.com/8-k' })).toEqual(keysOf('Form 8-K', { url }).slice(0, 1));
    expect(soughtOf('Form 8-K')).toEqual([]);
  });

  it('do not depend on facts, source, id or time', () => {
    expect(keysOf('Arven pays $5m for Maven (NYSE: ARVN)', { source: 'a', sourceId: '1', publishedAt: 1e12 })).toEqual(
      keysOf('Arven pays €5m for Maven'),
    );
  });
});

describe('lookupDays', () => {
  it.each([
    ['2024-06-04T00:00:00.001Z', [-1, 0]],
    ['2024-06-04T09:59:59.999Z', [-1, 0]],
    ['2024-06-04T10:00:00.000Z', [-1, 0, 1]],
    ['2024-06-04T13:59:59.999Z', [-1, 0, 1]],
    ['2024-06-04T14:00:00.000Z', [0, 1]],
    ['2024-06-04T23:59:59.999Z', [0, 1]],
    ['2024-06-04', [0]],
  ])('of %s are %j from its own', (publishedAt, days) => {
    const own = dayNumber(Date.UTC(2024, 5, 4));
    expect(lookupDays(prepare('Arven', { publishedAt })).map((day) => day - own)).toEqual(days);
  });
});

/** Whether an article finds an anchor that is filed. */
function finds(article: PreparedArticle, anchor: PreparedArticle): boolean {
  const { keys, wordSums } = lookupKeys(anchor);
  return soughtKeys(article).some(
    ({ key, oneWordFrom }) => keys.includes(key) && (oneWordFrom === null || mayBeOneWordApart(oneWordFrom, wordSums)),
  );
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
        expect(lookupDays(a)).toContain(dayNumber(b.publishedAt));
        expect(lookupDays(b)).toContain(dayNumber(a.publishedAt));
      }),
      { numRuns: 5000, seed: 5 },
    );
    expect(found.matches).toBeGreaterThan(500);
    expect([...found.rules].sort()).toEqual(['abbr', 'cut', 'extra', 'label', 'plural', 'same', 'url']);
  });
});
