import { dayNumber, IDENTITY_VERSION, storyKey } from '@ingest/core';
import { describe, expect, test } from 'vitest';
import { article, minute, noon, numbered, page, tickers } from '../../src/conformance/build.js';
import { storeInMemory } from '../support/memory-database.js';

describe('writing a page', () => {
  test('keeps a text once: in the story for the article that it shows, else in the article', async () => {
    const { store, database } = await storeInMemory();
    const texts = () =>
      database
        .prepare('SELECT source_id, headline IS NULL AS isShown, description, url, publisher FROM articles ORDER BY id')
        .all();
    const [late, early] = [
      article({ sourceId: 'late', publishedAt: noon + 1 }),
      article({ sourceId: 'early', description: 'Early.' }),
    ];
    const nothing = { description: null, url: null, publisher: null };
    await store.articles.commitPage(page([late]));
    expect(texts()).toEqual([{ source_id: 'late', isShown: 1, ...nothing }]);
    await store.articles.commitPage(page([early]));
    const { description, url, publisher } = late;
    expect(texts()).toEqual([
      { source_id: 'late', isShown: 0, description, url, publisher },
      { source_id: 'early', isShown: 1, ...nothing },
    ]);
    expect(database.prepare('SELECT description FROM stories').pluck().get()).toBe('Early.');
  });

  test('keeps old texts with the time they were seen', async () => {
    const { store, database } = await storeInMemory();
    for (const [index, description] of ['first', 'second', 'third', 'third'].entries())
      await store.articles.commitPage(page([article({ description })], { at: noon + index * minute }));
    expect(
      database
        .prepare('SELECT article_id, seen_at, replaced_at, headline, description FROM revisions ORDER BY id')
        .all(),
    ).toEqual([
      { article_id: 1, seen_at: noon, replaced_at: noon + minute, headline: article().headline, description: 'first' },
      {
        article_id: 1,
        seen_at: noon + minute,
        replaced_at: noon + 2 * minute,
        headline: article().headline,
        description: 'second',
      },
    ]);
  });

  test('files stories and articles under their day, with the rule of their key', async () => {
    const { store, database } = await storeInMemory();
    await store.articles.commitPage(page([article({ tickers: tickers('BELT', 'CLDR') }), article({ sourceId: '2' })]));
    const [day, key] = [dayNumber(noon), storyKey(article())];
    expect(database.prepare('SELECT identity, lower(hex(story_key)) AS key FROM stories').all()).toEqual([
      { identity: IDENTITY_VERSION, key },
    ]);
    expect(database.prepare('SELECT day, lower(hex(key)) AS key, story_id FROM known_keys').all()).toEqual([
      { day, key, story_id: 1 },
    ]);
    expect(database.prepare('SELECT * FROM story_tickers').all()).toEqual([
      { day, ticker: 'BELT', story_id: 1 },
      { day, ticker: 'CLDR', story_id: 1 },
    ]);
    expect(database.prepare('SELECT day, first_seen_at FROM articles').all()).toEqual(
      Array(2).fill({ day, first_seen_at: noon + 5 * minute }),
    );
  });

  test('touches a known page no more than it has to', async () => {
    const { store, database } = await storeInMemory();
    const articles = Array.from({ length: 20 }, (_, index) => numbered(index));
    await store.articles.commitPage(page(articles));
    const before = database.prepare('SELECT total_changes()').pluck().get();
    await store.articles.commitPage(page(articles));
    expect(database.prepare('SELECT total_changes()').pluck().get()).toBe(before);
  });
});
