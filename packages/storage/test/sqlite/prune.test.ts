import { storyKey } from '@ingest/core';
import { describe, expect, test } from 'vitest';
import { article, day, noon, numbered, page } from '../../src/conformance/build.js';
import { adding, opinion, states } from '../../src/conformance/statements.js';
import { pruneEvents, pruneStories } from '../../src/sqlite/prune.js';
import { storeInMemory } from '../support/memory-database.js';

describe('pruning stories', () => {
  test('leaves keys and source ids, and nothing that could be read', async () => {
    const { store, database } = await storeInMemory();
    const stated = article({ source: 'finnhub', publishedAt: noon + 1, sentiment: states(0.5) });
    await store.articles.commitPage(page([article(), stated]));
    await store.articles.addScores([adding(article(), opinion(0.5))]);
    await store.articles.commitPage(page([article({ description: 'Changed.' })]));
    expect(pruneStories(database, noon + 1, 0)).toEqual({ stories: 1, upTo: noon });
    const rows = (table: string) => database.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
    expect(['revisions', 'story_tickers', 'scores', 'news', 'news_tickers'].map(rows)).toEqual([0, 0, 0, 0, 0]);
    expect(database.prepare('SELECT key, story_key FROM story_keys').all()).toEqual([
      { key: storyKey(article()), story_key: storyKey(article()) },
    ]);
    expect(
      database
        .prepare('SELECT source, source_id, headline, description, url, tickers, sentiment FROM articles ORDER BY id')
        .all(),
    ).toEqual([
      {
        source: 'tiingo',
        source_id: '1',
        headline: null,
        description: null,
        url: null,
        tickers: '[]',
        sentiment: null,
      },
      {
        source: 'finnhub',
        source_id: '1',
        headline: null,
        description: null,
        url: null,
        tickers: '[]',
        sentiment: null,
      },
    ]);
    expect(database.prepare("SELECT count(*) FROM news_search WHERE news_search MATCH 'calder'").pluck().get()).toBe(0);
  });

  test('goes on where it stopped, and ends', async () => {
    const { store, database } = await storeInMemory();
    for (let part = 0; part < 11; part += 1)
      await store.articles.commitPage(page(Array.from({ length: 100 }, (_, index) => numbered(part * 100 + index))));
    const counts: number[] = [];
    let from = 0;
    for (
      let part = pruneStories(database, noon + day, from);
      part !== null;
      part = pruneStories(database, noon + day, from)
    ) {
      counts.push(part.stories);
      from = part.upTo;
    }
    expect(counts).toEqual([500, 500, 100]);
  });
});

test('pruning events removes what is older, and counts it', async () => {
  const { database } = await storeInMemory();
  database.exec(
    "INSERT INTO quarantine (source, run_id, at, reason, raw, fingerprint) VALUES ('a', 'r', 5, '', '', x'00'), ('a', 'r', 6, '', '', x'01')",
  );
  database.exec(`
    INSERT INTO outbox (event_id, sink, created_at, state, attempts, settled_at, message) VALUES
      ('old', 'a', 1, 'delivered', 1, 5, '{}'), ('new', 'a', 1, 'dead', 1, 6, '{}'), ('due', 'a', 1, 'pending', 0, NULL, '{}')`);
  expect(pruneEvents(database, 6)).toEqual({ events: 0, quarantined: 1, deliveries: 1, incidents: 0 });
  expect(pruneEvents(database, 6)).toEqual({ events: 0, quarantined: 0, deliveries: 0, incidents: 0 });
});
