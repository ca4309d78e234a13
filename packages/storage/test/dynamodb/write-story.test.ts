import { identifyUnknown, planPage } from '@ingest/core';
import { expect, test } from 'vitest';
import { article, noon, page } from '../../src/conformance/build.js';
import { applyPlan } from '../../src/dynamodb/apply-plan.js';
import { prunedStory } from '../../src/dynamodb/story.js';
import { writeStory } from '../../src/dynamodb/write-story.js';
import { Writes } from '../../src/dynamodb/writes.js';

const one = article();
const looked = {
  known: { articles: new Map(), stories: new Map(), joins: new Map() },
  identities: identifyUnknown([one], new Map()),
  stories: new Map(),
};
const [story] = applyPlan(looked, planPage(page([one]), looked.identities, looked.known), noon).stories.values();

test('a story is written in the place of what was read, and listed where it is new', () => {
  if (story?.record == null) throw new Error('no story');
  const writing = (...given: Parameters<typeof writeStory> extends [unknown, ...infer Rest] ? Rest : never) => {
    const writes = new Writes();
    writeStory(writes, ...given);
    return {
      writes: writes.all,
      hints: writes.hints.map(({ pk }) => pk.split('#')[0]),
      stale: writes.stale.map(({ pk }) => pk.split('#')[0]),
    };
  };
  const begun = writing(null, story, 1);
  expect(begun).toMatchObject({ writes: [{ replaces: null }], hints: ['DAYS', 'D', 'C', 'T'], stale: [] });
  expect(writing({ story, version: 1 }, story, 2)).toMatchObject({ writes: [{ replaces: 1 }], hints: [], stale: [] });
  const earlier = { ...story, record: { ...story.record, publishedAt: noon - 1 } };
  const moved = writing({ story, version: 2 }, earlier, 3);
  // By ticker it stays listed at the time of its article.
  expect(moved).toMatchObject({ hints: ['D', 'C', 'T'], stale: ['D', 'C'] });
  expect(writing({ story, version: 3 }, prunedStory(story), 4)).toMatchObject({ hints: [], stale: ['D', 'C', 'T'] });
});
