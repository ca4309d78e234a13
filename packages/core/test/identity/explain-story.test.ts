import { describe, expect, it } from 'vitest';
import { explainStory } from '../../src/identity/explain-story.js';
import { matchedArticles } from '../../src/identity/nearest-story.js';
import type { StoryHistory } from '../../src/identity/story-history.js';
import type { StoryKey } from '../../src/model/primitives.js';
import { historyOf, seen } from '../support/histories.js';

const plain = 'Calder Motors opens a second plant near the northern port to build electric vans';
const withOne = 'Calder Motors opens a second plant near the northern port to build cheap electric vans';
const withTwo = 'Calder Motors opens a second plant near the northern port to build cheap small electric vans';

/** A store of these stories, all of which are near to each other. */
function readingOf(...histories: readonly StoryHistory[]) {
  return {
    histories: async (keys: readonly StoryKey[]) =>
      keys.flatMap((key) => histories.find((history) => history.storyKey === key) ?? []),
    anchors: async () =>
      histories.map((history) => {
        const [anchor] = matchedArticles(history);
        if (anchor === undefined) throw new TypeError('no anchor');
        return { storyKey: history.storyKey, prepared: anchor.prepared };
      }),
  };
}

const anchor = seen({ headline: plain });
const joined = seen({ headline: withOne, sourceId: '2', joinedBy: 'extra' });
const equal = seen({ headline: withOne.toUpperCase(), sourceId: '3', joinedBy: 'same' });
const story = historyOf(anchor, joined, equal);

describe('explainStory', () => {
  it('says with which article each was found to be one', async () => {
    const explained = await explainStory(readingOf(story), story.storyKey);
    expect(explained?.articles.map((one) => one.joined?.sourceId ?? null)).toEqual([null, '1', '2']);
    expect(explained?.articles[1]?.ownKey).toBe(explained?.articles[2]?.ownKey);
    expect(explained?.story.headline).toBe(plain);
    expect(explained?.nearest).toBeNull();
  });

  it('names the story that would have been joined before one that is merely alike', async () => {
    const alike = historyOf(seen({ headline: `${plain.slice(0, -4)} lorries`, sourceId: '5' }));
    const other = historyOf(seen({ headline: withTwo, sourceId: '4' }));
    const { nearest } = (await explainStory(readingOf(alike, other, story), story.storyKey)) ?? {};
    expect(nearest?.story.storyKey).toBe(other.storyKey);
    expect(nearest?.separation).toMatchObject({ kind: 'joined-this', article: { sourceId: '2' } });
    const onlyAlike = await explainStory(readingOf(alike, story), story.storyKey);
    expect(onlyAlike?.nearest).toMatchObject({ story: { storyKey: alike.storyKey }, separation: { kind: 'apart' } });
  });

  it('is null for a story that is not there', async () => {
    expect(await explainStory(readingOf(), story.storyKey)).toBeNull();
  });
});
