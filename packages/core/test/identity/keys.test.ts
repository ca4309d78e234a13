import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dedupKey, IDENTITY_VERSION, type StoryInput, storyKey } from '../../src/identity/keys.js';
import { headline, headlines, restyling } from '../support/headlines.js';

const sha = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 32);
const at = Date.UTC(2024, 5, 4, 14, 30);
const keyOf = (text: string, rest: Partial<StoryInput> = {}) =>
  storyKey({ headline: text, publishedAt: at, source: 'tiingo', sourceId: '1', ...rest });
const unreadable = ['', 'now', 'Feb 30', '2024-02-30', 0, Number.NaN, Number.POSITIVE_INFINITY];
const sameInstant = [
  at,
  at / 1000,
  String(at),
  '2024-06-04T14:30:00Z',
  '2024-06-04 14:30',
  '2024-06-04T20:00:00.000+05:30',
];

describe('IDENTITY_VERSION', () => {
  it('names the rule', () => {
    expect(IDENTITY_VERSION).toBe('headline-v1');
  });
});

describe('dedupKey', () => {
  it('is the first 32 hex of SHA-256 over headline, source and UTC date', () => {
    expect(dedupKey('Arven Motors – raises', 'tiingo', at)).toBe(sha('Arven Motors – raises|tiingo|2024-06-04'));
  });

  it('unifies white space and Unicode form, and nothing else', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom('\t', '\n', '\u00a0', '  '), (text, blank) => {
        const key = dedupKey(text, 'tiingo', at);
        expect(dedupKey(`${blank}${text.replaceAll(' ', blank)}${blank}`, 'tiingo', at)).toBe(key);
        expect(dedupKey(text.normalize('NFD'), 'tiingo', at)).toBe(key);
      }),
    );
    expect(dedupKey('Arven', 'tiingo', at)).not.toBe(dedupKey('ARVEN', 'tiingo', at));
    expect(dedupKey('Arven', 'tiingo', at)).not.toBe(dedupKey('Arven.', 'tiingo', at));
    expect(dedupKey('Arven', 'tiingo', at)).not.toBe(dedupKey('Arven', 'finnhub', at));
    expect(dedupKey('Arven', 'tiingo', at)).not.toBe(dedupKey('Arven', 'tiingo', at + 86_400_000));
  });

  it('never joins two headlines of a source into one text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', '|', '-', '2') }),
        fc.string({ unit: fc.constantFrom('a', '|') }),
        (one, other) => {
          fc.pre(one !== other);
          expect(dedupKey(one, 'tiingo', at)).not.toBe(dedupKey(other, 'tiingo', at));
        },
      ),
    );
  });

  it.each(sameInstant)('reads the time %j', (time) => {
    expect(dedupKey('Arven', 'tiingo', time)).toBe(dedupKey('Arven', 'tiingo', at));
  });

  it.each(unreadable)('throws a RangeError for the time %j', (time) => {
    expect(() => dedupKey('Arven', 'tiingo', time)).toThrow(RangeError);
  });
});

describe('storyKey', () => {
  it('is 32 hex over canonical words, facts and UTC date', () => {
    expect(keyOf('UPDATE 1-Arven Motors raises its outlook - Reuters')).toBe(
      sha('arven motors raises outlook||2024-06-04'),
    );
    expect(keyOf('Arven Q2 EPS $(0.50), rated A+ (NYSE: ARVN, ARVNB)')).toBe(
      sha('arven q2 eps 0.50 rated|currency:usd,bracketed:0.50,rating:A+,tag:ARVN,tag:ARVNB|2024-06-04'),
    );
  });

  it('is the same for every source, id and hour of the date', () => {
    fc.assert(
      fc.property(
        headline,
        fc.string(),
        fc.option(fc.string()),
        fc.integer({ min: 0, max: 86_399_999 }),
        (text, source, sourceId, ms) => {
          const publishedAt = Date.UTC(2024, 5, 4) + ms;
          expect(storyKey({ headline: text, publishedAt, source, sourceId })).toBe(keyOf(text));
        },
      ),
    );
  });

  it('does not depend on how the headline is written', () => {
    fc.assert(
      fc.property(headline, restyling, (text, restyle) => {
        expect(keyOf(restyle(text))).toBe(keyOf(text));
      }),
    );
  });

  it('does not depend on the order in which tickers are named', () => {
    const tickers = ['ARVN', 'MVN', 'BRK.B', 'LUM'];
    fc.assert(
      fc.property(headline, fc.shuffledSubarray(tickers, { minLength: 4 }), (text, shuffled) => {
        expect(keyOf(`${text} (NYSE: ${shuffled.join(', ')})`)).toBe(keyOf(`${text} (NYSE: ${tickers.join(', ')})`));
        expect(keyOf(`${text} (NYSE: ${shuffled.join(', ')})`)).not.toBe(
          keyOf(`${text} (NYSE: ${tickers.slice(1).join(', ')})`),
        );
      }),
    );
  });

  it('differs for different headlines and dates', () => {
    const keys = headlines.flatMap((text) => [keyOf(text), keyOf(text, { publishedAt: at + 86_400_000 })]);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('tells headlines apart by what the words alone lose', () => {
    const texts = [
      'Arven Motors posts EPS of 0.50',
      'Arven Motors posts EPS of $0.50',
      'Arven Motors posts EPS of €0.50',
      'Arven Motors posts EPS of (0.50)',
      'Arven Motors posts EPS of $(0.50)',
      'Arven Motors posts EPS of 0.50 (ARVN)',
      'Arven Motors posts EPS of 0.50 (MVN)',
    ];
    expect(new Set(texts.map((text) => keyOf(text))).size).toBe(texts.length);
  });

  it('gives different lists of words different keys, however they could be joined', () => {
    const word = fc.string({ unit: fc.constantFrom('x', 'y', '1', '.'), minLength: 1, maxLength: 3 });
    const gap = fc.constantFrom(' ', '|', ', ', '-', '~', ' | ');
    const text = fc.array(fc.tuple(word, gap), { minLength: 5, maxLength: 8 }).map((parts) => parts.flat().join(''));
    const wordsOf = (line: string) => (line.match(/(?:[xy1]|(?<=1)\.(?=1))+/g) ?? []).join(' ');
    fc.assert(
      fc.property(text, text, (one, other) => {
        fc.pre(!/(?<!1)\.1/.test(one + other) && wordsOf(one).split(' ').length >= 4);
        expect(keyOf(one) === keyOf(other)).toBe(wordsOf(one) === wordsOf(other));
      }),
      { numRuns: 500 },
    );
  });

  describe('under four content words', () => {
    it('is a story of its own source and id', () => {
      expect(keyOf('Market Wrap')).toBe(sha('~market wrap|2024-06-04|tiingo|1'));
      for (const text of ['Form 8-K', 'Market Wrap', '???', '']) {
        expect(keyOf(text)).toBe(keyOf(text));
        expect(keyOf(text)).not.toBe(keyOf(text, { sourceId: '2' }));
        expect(keyOf(text)).not.toBe(keyOf(text, { source: 'finnhub' }));
        expect(keyOf(text)).not.toBe(keyOf(text, { publishedAt: at + 86_400_000 }));
      }
    });

    it.each([null, undefined, ''])('takes the dedupKey for the id %j', (sourceId) => {
      expect(keyOf('Market Wrap', { sourceId })).toBe(
        sha(`~market wrap|2024-06-04|tiingo|${dedupKey('Market Wrap', 'tiingo', at)}`),
      );
      expect(keyOf('???', { sourceId })).not.toBe(keyOf('!!!', { sourceId }));
    });

    it('never takes a bar in a name for the one between two names', () => {
      const shortKey = (source: string, sourceId: string) => keyOf('Market Wrap', { source, sourceId });
      expect(shortKey('a|b', 'c')).not.toBe(shortKey('a', 'b|c'));
      expect(shortKey('a|b', 'c')).not.toBe(shortKey('a%7Cb', 'c'));
      const name = fc.string({ unit: fc.constantFrom('a', '|', '%', '7', 'C'), minLength: 1, maxLength: 5 });
      fc.assert(
        fc.property(name, name, name, name, (source, sourceId, otherSource, otherId) => {
          fc.pre(source !== otherSource || sourceId !== otherId);
          expect(keyOf('Market Wrap', { source, sourceId })).not.toBe(
            keyOf('Market Wrap', { source: otherSource, sourceId: otherId }),
          );
        }),
      );
    });

    it('is never the key of a longer headline', () => {
      expect(keyOf('~market wrap|2024-06-04|tiingo|1')).not.toBe(keyOf('Market Wrap'));
    });
  });

  it.each(sameInstant)('reads the time %j', (publishedAt) => {
    expect(keyOf(headlines[0], { publishedAt })).toBe(keyOf(headlines[0]));
  });

  it.each(unreadable)('throws a RangeError for the time %j', (publishedAt) => {
    expect(() => keyOf(headlines[0], { publishedAt })).toThrow(RangeError);
    expect(() => keyOf('Market Wrap', { publishedAt })).toThrow(RangeError);
  });
});
