import { dayNumber, identifyUnknown, type PagePlan, planPage } from '@ingest/core';
import { expect, test } from 'vitest';
import { article, noon, page, tickers } from '../../src/conformance/build.js';
import { applyPlan } from '../../src/dynamodb/apply-plan.js';
import type { PageLookup } from '../../src/dynamodb/page-lookup.js';

const nothingKnown = { articles: new Map(), stories: new Map(), joins: new Map() };
const articles = [article(), article({ source: 'finnhub', headline: `Wirepost: ${article().headline}` })];
const looked: PageLookup = {
  known: nothingKnown,
  identities: identifyUnknown(articles, new Map()),
  stories: new Map(),
};
const plan = planPage(page(articles), looked.identities, looked.known);

test('a page makes whole stories of its articles, and names each key that leads to one', () => {
  const { stories, aliases } = applyPlan(looked, plan, noon);
  expect([...stories.values()]).toMatchObject([
    { record: plan.newStories[0], articles: [{ joinedBy: null }, { source: 'finnhub', firstSeenAt: noon }] },
  ]);
  const [own] = stories.keys();
  const [, other] = plan.newArticles;
  expect([...aliases]).toEqual([[other?.storyKey, own]]);
  expect(stories.get(own as never)?.aliases).toEqual([{ key: other?.storyKey, day: dayNumber(noon) }]);
});

test('what is revised and named for more tickers keeps what it was', () => {
  const [first] = plan.newArticles;
  const [story] = applyPlan(looked, plan, noon).stories.values();
  if (first === undefined || story === undefined) throw new Error('no story');
  const { identity } = first;
  const again: PagePlan = {
    ...plan,
    newStories: [],
    changedStories: plan.newStories,
    newArticles: [],
    revisedArticles: [
      { identity, headline: 'New', description: null, previous: { headline: 'Old', description: null } },
    ],
    retickeredArticles: [{ identity, tickers: tickers('BELT', 'CLDR'), added: tickers('BELT') }],
  };
  const known = { ...nothingKnown, articles: new Map([[identity, { storyKey: story.storyKey } as never]]) };
  const before = new Map([[story.storyKey, { story, version: 1 }]]);
  const { stories } = applyPlan({ ...looked, known, stories: before }, again, noon + 5);
  expect(stories.get(story.storyKey)?.articles[0]).toMatchObject({
    headline: 'New',
    earlier: [{ headline: 'Old', seenAt: noon, replacedAt: noon + 5 }],
    tickers: tickers('BELT', 'CLDR'),
    addedTickers: [{ ticker: 'BELT', seenAt: noon + 5 }],
  });
  expect(() => applyPlan(looked, again, noon)).toThrow('nobody knows it');
});
