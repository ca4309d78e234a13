import { articleIdentity, type StoryKey, storyKey } from '@ingest/core';
import { describe, expect, test } from 'vitest';
import { article, day, minute, noon, numbered, page, tickers } from '../../src/conformance/build.js';
import { lookUpPage } from '../../src/sqlite/page-lookup.js';
import { storeInMemory } from '../support/memory-database.js';

describe('looking a page up', () => {
  test('finds articles with the text that they have now, wherever it stands', async () => {
    const { store, database } = await storeInMemory();
    const shown = article();
    const other = article({
      source: 'finnhub',
      sourceId: null,
      headline: shown.headline.toUpperCase(),
      publishedAt: noon + minute,
    });
    await store.articles.commitPage(page([shown, other]));
    const { articles, stories, identities } = lookUpPage(database, [shown, other, numbered(1)]);
    expect(articles.get(articleIdentity(shown))).toMatchObject({
      headline: shown.headline,
      description: shown.description,
    });
    expect(articles.get(articleIdentity(other))).toMatchObject({ headline: other.headline, tickers: other.tickers });
    expect(identities.unknown.map((one) => one.article)).toEqual([numbered(1)]);
    expect(stories.size).toBe(0);
  });

  test('reads the story of an unknown article by its key, with the identity of the article that it shows', async () => {
    const { store, database } = await storeInMemory();
    const lead = article({ sourceId: null });
    await store.articles.commitPage(page([lead]));
    const { stories, storyIds } = lookUpPage(database, [article({ source: 'finnhub' })]);
    expect([...storyIds]).toEqual([[storyKey(lead), 1]]);
    expect(stories.get(storyKey(lead))).toEqual({
      storyKey: storyKey(lead),
      headline: lead.headline,
      description: lead.description,
      url: lead.url,
      publisher: lead.publisher,
      publishedAt: noon,
      leadSource: 'tiingo',
      leadIdentity: articleIdentity(lead),
      tickers: ['CLDR'],
      tags: ['Guidance', 'Stock'],
      sources: ['tiingo'],
      source: 'tiingo',
      isFailover: false,
      ingestedAt: noon + 5 * minute,
      revision: 0,
      sentiment: null,
      publishers: ['newsexample'],
    });
  });

  test('finds a story by a key that is not its own', async () => {
    const { store, database } = await storeInMemory();
    await store.articles.commitPage(page([article()]));
    const near = numbered(1, { source: 'finnhub' });
    database
      .prepare('INSERT INTO known_keys VALUES (?, unhex(?), 1)')
      .run(Math.floor(near.publishedAt / day), storyKey(near));
    const { stories } = lookUpPage(database, [near]);
    expect(stories.get(storyKey(near))?.storyKey).toBe(storyKey(article()));
    const placed = await store.articles.commitPage(page([near], { source: 'finnhub' }));
    expect(placed).toMatchObject({ newStories: [], collisions: 1 });
    expect((await store.maintenance.check()).problems).toEqual([]);
  });

  test('takes what comes of a pruned story for what it was', async () => {
    const { store, database } = await storeInMemory();
    await store.articles.commitPage(page([article()]));
    await store.maintenance.prune({ eventsBefore: 0, storiesBefore: noon + 1 });
    const again = article({ headline: 'Changed', tickers: tickers('BELT') });
    const { articles, stories } = lookUpPage(database, [again, article({ sourceId: '2' })]);
    expect(articles.get(articleIdentity(again))).toMatchObject({ headline: 'Changed', tickers: ['BELT'] });
    expect([...stories]).toEqual([[storyKey(article()) satisfies StoryKey, null]]);
  });

  test('writes nothing', async () => {
    const { store, database } = await storeInMemory();
    await store.articles.commitPage(page([article()]));
    const changes = () => database.prepare('SELECT total_changes()').pluck().get();
    const before = changes();
    await store.articles.lookup([article(), numbered(1)]);
    expect(changes()).toBe(before);
  });
});
