import { describe, expect, it } from 'vitest';
import { earlierOf, type Join, joinOf, lookupPlaces } from '../../src/identity/join.js';
import { prepareArticle } from '../../src/identity/prepare-article.js';
import type { StoryKey } from '../../src/model/primitives.js';

const noon = Date.UTC(2026, 5, 4, 12);
const hour = 3_600_000;
const plain = 'Calder Motors opens a second plant near the northern port to build electric vans';
const withOne = plain.replace('electric', 'cheap electric');

const prepared = (headline: string, publishedAt = noon) => prepareArticle({ headline, publishedAt, source: 'tiingo' });
const anchor = (storyKey: string, headline: string, publishedAt = noon) => ({
  storyKey: storyKey as StoryKey,
  prepared: prepared(headline, publishedAt),
});

describe('the story that an article joins', () => {
  it('is that of the anchor it matches, with the rule', () => {
    const other = anchor('b', 'Beltrano Foods recalls canned soup after tests find traces of metal');
    expect(joinOf(prepared(withOne), [other, anchor('a', plain)])).toEqual({
      storyKey: 'a',
      anchoredAt: noon,
      rule: 'extra',
    });
    expect(joinOf(prepared(withOne), [other])).toBeNull();
    expect(joinOf(prepared(withOne), [])).toBeNull();
  });

  it('is the one that was published first, of two at once that with the lower key, whatever the order', () => {
    const anchors = [anchor('c', plain), anchor('b', plain), anchor('a', plain, noon + hour)];
    for (const order of [anchors, anchors.toReversed()]) expect(joinOf(prepared(withOne), order)?.storyKey).toBe('b');
  });

  it('is either one where there is but one', () => {
    const join: Join = { storyKey: 'a' as StoryKey, anchoredAt: noon, rule: 'label' };
    expect([earlierOf(join, null), earlierOf(null, join), earlierOf(null, null)]).toEqual([join, join, null]);
  });
});

describe('the places where anchors are filed', () => {
  it('are the lookup keys of the article on each day that it may match', () => {
    const places = lookupPlaces(prepared(plain, Date.UTC(2026, 5, 4, 2)));
    const days = [...new Set(places.map(({ day }) => day))];
    expect(days).toEqual([Date.UTC(2026, 5, 3) / 86_400_000, Date.UTC(2026, 5, 4) / 86_400_000]);
    expect(new Set(places.map(({ key }) => key)).size * days.length).toBe(places.length);
  });

  it('are none for a short headline without a url', () => {
    expect(lookupPlaces(prepared('Form 8-K'))).toEqual([]);
  });
});
