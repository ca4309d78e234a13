import { labelOf, sentimentScore, storyKey, toIso } from '@ingest/core';
import { expect, test } from 'vitest';
import { article, noon, page } from '../../src/conformance/build.js';
import {
  about,
  adding,
  assertShown,
  derived,
  keptOf,
  model,
  opinion,
  scoring,
  shownOf,
  statement,
  states,
} from '../../src/conformance/statements.js';
import { createMemoryData, createMemoryStore } from '../../src/memory/index.js';

test('statements say what a case is about, and make the rest up', () => {
  expect(statement(-0.5)).toEqual({ score: -0.5, label: labelOf(-0.5), confidence: null });
  expect(states(0.5, { priority: 3 })).toEqual({ priority: 3, article: statement(0.5), tickers: [] });
  expect(about('BELT', 0.5)).toEqual({ ticker: 'BELT', relevance: 0.5, statement: null });
  expect(about('BELT', null, 0.5).statement).toEqual(statement(0.5));
  expect(() => about('no ticker', 1)).toThrow('no ticker');
});

test('opinions are of a story and its headline, unless another is given', () => {
  const added = adding(article(), opinion(0.5), { headline: 'Other', isPreferred: true });
  expect(added).toMatchObject({ storyKey: storyKey(article()), headline: 'Other' });
  expect(added.score).toEqual({ model, at: noon + 3_600_000, opinion: opinion(0.5), isPreferred: true });
  expect(sentimentScore.parse(derived(opinion(0.5), noon))).toMatchObject({ calculatedAt: toIso(noon) });
});

test('what a story shows and what is kept of it is told apart, and one that does not fit is found out', async () => {
  const data = createMemoryData();
  const store = createMemoryStore({ data });
  await store.open({ create: true });
  await expect(shownOf(store, article())).rejects.toThrow('not there');
  await store.articles.commitPage(page([article()], { scores: scoring([article()], opinion(0.5)) }));
  expect([await shownOf(store, article()), await keptOf(store, article())]).toEqual([0.5, [[model, 0.5]]]);
  await assertShown(store);
  data.scores.clear();
  await expect(assertShown(store)).rejects.toThrow(storyKey(article()));
});
