import { storyAsOf, storyKey } from '@ingest/core';
import { expect, test } from 'vitest';
import { article, noon, page } from '../../src/conformance/build.js';
import { createMemoryStore } from '../../src/memory/index.js';
import { toItemThen } from '../../src/shared/to-item-then.js';

test('old texts come with an item only where they are asked for', async () => {
  const store = createMemoryStore();
  await store.open({ create: true });
  await store.articles.commitPage(page([article({ sourceId: null })], { at: noon }));
  await store.articles.commitPage(page([article({ sourceId: null, description: 'More.' })], { at: noon + 1 }));
  const [history] = await store.reading.histories([storyKey(article())]);
  const then = history && storyAsOf(history, noon + 1);
  if (!then) throw new TypeError('no story');
  expect(toItemThen(then, {})).not.toHaveProperty('revisions');
  const { revisions, ...item } = toItemThen(then, { withRevisions: true });
  expect(item).toEqual(toItemThen(then, {}));
  expect(revisions).toEqual([
    {
      source: 'tiingo',
      headline: article().headline,
      description: article().description,
      seenAt: '2026-03-02T12:00:00.250Z',
      replacedAt: '2026-03-02T12:00:00.251Z',
    },
  ]);
});
