import { describe, expect, it } from 'vitest';
import { toExplainJson } from '../../src/render/explain-json.js';
import { explainedOf, historyOf, seenAt } from '../support/explained.js';

const before = { headline: 'Before', description: 'Old.', seenAt, replacedAt: seenAt + 1 };
const joined = historyOf({ source: 'finnhub', sourceId: null, joinedBy: 'extra', publisher: null, earlier: [before] });

describe('toExplainJson', () => {
  it('has the rule by which each article joined, and what it said before', () => {
    const { articles, keys, storyKey, nearest } = toExplainJson(explainedOf([historyOf(), joined]));
    expect(keys[0]).toBe(storyKey);
    expect(nearest).toBeNull();
    expect(articles[0]).toMatchObject({ sourceId: '1', joinedBy: 'anchor', revisions: [] });
    expect(articles[0]).not.toHaveProperty('joinedWith');
    expect(articles[1]).toMatchObject({
      source: 'finnhub',
      joinedBy: 'extra',
      reason: 'one word more',
      differingWords: { here: ['new'], there: [] },
      joinedWith: { source: 'tiingo', sourceId: '1' },
      revisions: [
        {
          headline: 'Before',
          description: 'Old.',
          seenAt: '2026-06-04T13:35:00.000Z',
          replacedAt: '2026-06-04T13:35:00.001Z',
        },
      ],
    });
    for (const name of ['sourceId', 'publisher', 'url', 'description']) expect(articles[1]).not.toHaveProperty(name);
  });

  it('says why the nearest story is another one, as a name and in words', () => {
    const { story } = explainedOf();
    const of = (separation: Parameters<typeof nearestOf>[0]) => nearestOf(separation);
    const nearestOf = (separation: NonNullable<Parameters<typeof explainedOf>[1]>['separation']) =>
      toExplainJson(explainedOf(undefined, { story, separation, anchorHeadline: story.headline })).nearest;
    expect(
      of({
        kind: 'apart',
        reason: 'too-far-apart',
        otherReason: 'one-word-differs',
        words: { here: ['raises'], there: ['cuts'] },
        fewestWords: 8,
      }),
    ).toEqual({
      storyKey: story.storyKey,
      headline: story.headline,
      publishedAt: '2026-06-04T13:30:00.000Z',
      kind: 'apart',
      reason: 'too-far-apart',
      otherReason: 'one-word-differs',
      differingWords: { here: ['raises'], there: ['cuts'] },
      words: 'they were published more than 14 hours apart, and one word is another word: "raises" / "cuts"',
    });
    expect(of({ kind: 'joined-this', rule: 'cut', because: 'published-earlier', article: joined })).toMatchObject({
      rule: 'cut',
      because: 'published-earlier',
      article: { source: 'finnhub' },
    });
  });
});
