import { deliveryStates, transferParts } from '@ingest/core';
import { expect, test } from 'vitest';
import { all } from '../../src/conformance/expect.js';
import { fillStore, lastArticles, pruned } from '../../src/conformance/transfer-content.js';
import { rowsOf } from '../../src/conformance/transfer-steps.js';
import { createMemoryStore } from '../../src/memory/index.js';

test('there is something of everything that a store can hold', async () => {
  const store = createMemoryStore();
  await store.open({ create: true });
  await fillStore(store);
  for (const part of transferParts) expect(await rowsOf(store, part), part).not.toEqual([]);
  const stories = await rowsOf(store, 'stories');
  const articles = stories.flatMap((story) => story.articles);
  expect(stories.filter(({ shown }) => shown === null)).toHaveLength(2);
  expect(stories.filter(({ keys }) => keys.length > 1)).toHaveLength(1);
  expect(articles.some(({ earlier }) => earlier.length > 0)).toBe(true);
  expect(articles.some(({ addedTickers }) => addedTickers.length > 0)).toBe(true);
  expect(articles.some(({ joinedBy }) => joinedBy === 'extra')).toBe(true);
  expect(articles.some(({ sourceId }) => sourceId === null)).toBe(true);
  expect(articles.filter(({ sentiment }) => sentiment !== null)).toHaveLength(2);
  const scores = stories.flatMap((story) => story.scores);
  expect(scores.map(({ opinion, isPreferred }) => [opinion?.score ?? null, isPreferred])).toEqual([
    [0.125, true],
    [0.5, false],
    [null, false],
    [0.5, false],
    [-0.75, false],
  ]);
  const deliveries = await all(store.outbox.list({}));
  expect([...new Set(deliveries.map(({ state }) => state))].sort()).toEqual([...deliveryStates].sort());
  expect((await rowsOf(store, 'deliveries')).some(({ claim }) => claim !== null)).toBe(true);
  expect((await store.articles.lookup([pruned, ...lastArticles])).articles.size).toBe(lastArticles.length + 1);
});
