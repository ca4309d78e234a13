import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sameStory } from '../../src/identity/same-story.js';
import type { Article } from '../../src/model/article.js';
import type { StoryKey } from '../../src/model/primitives.js';
import { PlacingStore } from '../support/placing.js';

const words = 'Calder Motors opens second plant near northern port builds electric vans there'.split(' ');
const more = ['cheap', 'small', 'robust', 'yellow', 'silent'];
const noon = Date.UTC(2026, 5, 4, 12);

/** Chains: each headline has one word more than the one before, so that neighbours match and others do not. */
function chain(lines: readonly string[], start: number, minutes: readonly number[]): Article[] {
  const chains = lines.map((_, index) => {
    const added = lines.slice(0, index + 1);
    return [...words.slice(0, 9), ...added, ...words.slice(9)].join(' ');
  });
  return [words.join(' '), ...chains].map((headline, index) => ({
    source: index % 2 === 0 ? 'tiingo' : 'finnhub',
    sourceId: `${start + index}`,
    headline,
    description: null,
    url: null,
    publisher: null,
    publishedAt: noon + (minutes[index] ?? 0) * 60_000,
    tickers: [],
    tags: [],
    sentiment: null,
  }));
}

const arrivals = fc
  .record({
    lines: fc.shuffledSubarray(more, { minLength: 4, maxLength: 4 }),
    minutes: fc.array(fc.integer({ min: -900, max: 900 }), { minLength: 5, maxLength: 5 }),
    copies: fc.integer({ min: 1, max: 2 }),
  })
  .chain(({ lines, minutes, copies }) => {
    const all = Array.from({ length: copies }, (_, copy) => chain(lines, copy * 10, minutes.toReversed())).flat();
    return fc.record({
      order: fc.shuffledSubarray(all, { minLength: all.length }),
      size: fc.integer({ min: 1, max: 6 }),
    });
  });

describe('chains of headlines that match their neighbours', () => {
  it('become stories whose members match the anchor, or share a key with one that does; no key is new twice', () => {
    fc.assert(
      fc.property(arrivals, ({ order, size }) => {
        const store = new PlacingStore();
        const announced: StoryKey[] = [];
        const members = new Map<StoryKey, { readonly article: Article; readonly storyKey: StoryKey }[]>();
        for (let start = 0; start < order.length; start += size) {
          const plan = store.commit(order.slice(start, start + size));
          announced.push(...plan.placed.newStories.map((story) => story.storyKey));
          for (const { article, storyKey, belongsTo } of plan.newArticles)
            members.set(belongsTo, [...(members.get(belongsTo) ?? []), { article, storyKey }]);
        }
        expect(new Set(announced).size).toBe(announced.length);
        expect([...members.keys()].sort()).toEqual([...announced].sort());
        expect([...members.values()].flat()).toHaveLength(order.length);
        for (const [anchor, ...others] of members.values()) {
          if (anchor === undefined) throw new TypeError('a story without an anchor');
          const matching = [anchor, ...others].filter(({ article }) => sameStory(anchor.article, article).match);
          const keys = new Set(matching.map(({ storyKey }) => storyKey));
          for (const { storyKey } of others) expect(keys.has(storyKey)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('keep every key on the story that it led to first', () => {
    fc.assert(
      fc.property(arrivals, ({ order, size }) => {
        const store = new PlacingStore();
        const led = new Map<StoryKey, StoryKey | undefined>();
        for (let start = 0; start < order.length; start += size) {
          for (const { storyKey } of store.commit(order.slice(start, start + size)).newArticles)
            if (!led.has(storyKey)) led.set(storyKey, store.storyOf(storyKey)?.storyKey);
          for (const [key, own] of led) expect(store.storyOf(key)?.storyKey).toBe(own);
        }
      }),
    );
  });
});
