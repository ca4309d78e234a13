import { identifyUnknown, planPage } from '@ingest/core';
import { expect, test } from 'vitest';
import { article, noon, page } from '../../src/conformance/build.js';
import { storyProblems } from '../../src/shared/story-problems.js';

// Each rule is broken in the tests of the memory store.
test('a story that keeps all rules has no problem, and one that breaks some has each of them', () => {
  const one = article();
  const known = { articles: new Map(), stories: new Map(), joins: new Map() };
  const [story] = planPage(page([one]), identifyUnknown([one], known.articles), known).newStories;
  if (story === undefined) throw new Error('no story');
  const articles = [{ ...one, firstSeenAt: noon }];
  expect(storyProblems({ story, articles, scores: [], isFound: true })).toEqual([]);
  expect(storyProblems({ story, articles: [], scores: [], isFound: false })).toEqual(
    [
      'has an article',
      'is found by its key',
      'names the tickers of its articles',
      'names the sources that carried it',
    ].map((rule) => `every story ${rule}: ${story.storyKey} does not`),
  );
});
