import type { StoryKey } from '@ingest/core';
import { describe, expect, test } from 'vitest';
import { article, page } from '../../src/conformance/build.js';
import { opinion, scoring } from '../../src/conformance/statements.js';
import { upkeepCases } from '../../src/conformance/upkeep-cases.js';
import { createMemoryData, createMemoryStore, type MemoryData } from '../../src/memory/index.js';
import { conform } from '../support/conform.js';
import { memorySubject } from '../support/subjects.js';

describe('upkeep of a memory store', () => conform([...upkeepCases], memorySubject));

describe('a check of a memory store', () => {
  test.each<[string, (data: MemoryData, key: StoryKey) => void]>([
    ['has an article', (data, key) => data.carriers.delete(key)],
    ['has an article', (data) => data.articles.clear()],
    ['is found by its key', (data) => data.keys.clear()],
    ['names the tickers of its articles', (data, key) => change(data, key, { tickers: [] })],
    ['names the sources that carried it', (data, key) => change(data, key, { sources: ['finnhub'] })],
    ['shows its earliest article', (data, key) => change(data, key, { publishedAt: Number.MAX_SAFE_INTEGER })],
    ['shows the sentiment that is known of it', (data, key) => change(data, key, { sentiment: null })],
    ['shows the sentiment that is known of it', (data) => data.scores.clear()],
  ])('finds that not every story %s', async (rule, damage) => {
    const data = createMemoryData();
    const store = createMemoryStore({ data });
    await store.open({ create: true });
    const scores = scoring([article()], opinion(0.5));
    const [made] = (await store.articles.commitPage(page([article()], { scores }))).newStories;
    if (made === undefined) throw new Error('no story');
    expect((await store.maintenance.check()).problems).toEqual([]);
    damage(data, made.storyKey);
    expect((await store.maintenance.check()).problems).toContain(`every story ${rule}: ${made.storyKey} does not`);
  });

  test('a memory store has no backup', async () => {
    const store = createMemoryStore();
    await store.open({ create: true });
    await expect(store.maintenance.backup('copy.db')).rejects.toThrow(TypeError);
  });
});

function change(data: MemoryData, key: StoryKey, changes: object): void {
  const story = data.stories.get(key);
  if (story) data.stories.set(key, { ...story, ...changes });
}
