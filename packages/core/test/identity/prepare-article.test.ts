import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { storyKey } from '../../src/identity/keys.js';
import { normaliseHeadline } from '../../src/identity/normalise-headline.js';
import { prepareArticle } from '../../src/identity/prepare-article.js';
import { headline } from '../support/headlines.js';

const at = Date.UTC(2024, 5, 4, 14, 30);
const prepare = (text: string, rest: object = {}) =>
  prepareArticle({ headline: text, publishedAt: at, source: 'tiingo', ...rest });

describe('prepareArticle', () => {
  it('holds the canonical headline and the story key', () => {
    fc.assert(
      fc.property(headline, fc.option(fc.string()), (text, sourceId) => {
        const prepared = prepare(text, { sourceId });
        expect(prepared).toMatchObject(normaliseHeadline(text, 'tiingo'));
        expect(prepared.storyKey).toBe(storyKey({ headline: text, publishedAt: at, source: 'tiingo', sourceId }));
      }),
    );
  });

  it('reads the time in any form', () => {
    expect(prepare('Arven', { publishedAt: '2024-06-04T20:00:00+05:30' })).toMatchObject({
      publishedAt: at,
      date: '2024-06-04',
      isDateOnly: false,
    });
    const old = {
      headline: 'Arven opens its third plant',
      publishedAt: '1971-06-04T14:30Z',
      source: 'tiingo',
      sourceId: '1',
    };
    expect(prepareArticle(old)).toMatchObject({ date: '1971-06-04', storyKey: storyKey(old) });
    expect(() => prepare('Arven', { publishedAt: 'now' })).toThrow(RangeError);
  });

  it('takes midnight in UTC, to the millisecond, for no more than a date', () => {
    const midnight = Date.UTC(2024, 5, 4);
    expect(prepare('Arven', { publishedAt: '2024-06-04' }).isDateOnly).toBe(true);
    expect(prepare('Arven', { publishedAt: midnight }).isDateOnly).toBe(true);
    expect(prepare('Arven', { publishedAt: midnight + 1 }).isDateOnly).toBe(false);
    expect(prepare('Arven', { publishedAt: '2024-06-04T00:00:00+02:00' }).isDateOnly).toBe(false);
  });

  it('keeps the page of a short headline only', () => {
    const url = 'https://example.com/8-k/#top';
    expect(prepare('Form 8-K', { url })).toMatchObject({ isShort: true, url: 'https://example.com/8-k' });
    expect(prepare('Form 8-K', { url: 'none' }).url).toBeNull();
    expect(prepare('Form 8-K').url).toBeNull();
    expect(prepare('Arven files Form 8-K', { url })).toMatchObject({ isShort: false, url: null });
  });

  it('knows an empty id for none', () => {
    expect(prepare('Form 8-K', { sourceId: '' }).sourceId).toBeNull();
    expect(prepare('Form 8-K', { sourceId: '7' }).sourceId).toBe('7');
  });

  it.each([
    ['Italy’s Unibanca posts record loss', true],
    ['The Fed’s Calder sees lower rates', true],
    ['J.P. Morgan’s Calder sees lower rates', false],
    ['Arven buys Maven’s plant in Ohio', false],
    ['Arven buys a plant in Ohio', false],
    ["'S Arven buys a plant", false],
  ])('sees in %j whether it begins with an owner: %j', (text, begins) => {
    expect(prepare(text).beginsWithOwner).toBe(begins);
  });

  it('remembers words with a full stop', () => {
    const { abbreviations } = prepare('AAA Mich.: Arven Corp. vs. U.S. at 5.1, 3.5m. No. Fall.On Élan. Inc.');
    expect([...abbreviations]).toEqual(['mich', 'corp', 'élan']);
  });
});
