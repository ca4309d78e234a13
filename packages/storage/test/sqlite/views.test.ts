import { storyKey, toIso } from '@ingest/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { article, minute, noon, numbered, page, tickers } from '../../src/conformance/build.js';
import { about, adding, opinion, states } from '../../src/conformance/statements.js';
import { storeInMemory } from '../support/memory-database.js';

describe('the views for SQL users', () => {
  test('show a story as it is', async () => {
    const { store, database } = await storeInMemory();
    const carried = article({ tickers: tickers('BELT', 'CLDR') });
    await store.articles.commitPage(
      page([carried, article({ source: 'finnhub', publishedAt: noon + 1 })], { isFailover: true }),
    );
    const key = storyKey(carried);
    expect(database.prepare('SELECT * FROM news').all()).toEqual([
      {
        story_key: key,
        published_at: toIso(noon),
        ingested_at: toIso(noon + 5 * minute),
        headline: carried.headline,
        description: carried.description,
        url: carried.url,
        publisher: carried.publisher,
        source: 'tiingo',
        sources: '["tiingo","finnhub"]',
        is_failover: 1,
        tickers: '["BELT","CLDR"]',
        sentiment_score: null,
        sentiment_label: null,
        sentiment_confidence: null,
        sentiment_origin: null,
        sentiment_model: null,
        sentiment_ticker: null,
      },
    ]);
    expect(database.prepare('SELECT * FROM news_tickers').all()).toEqual([
      { story_key: key, ticker: 'BELT' },
      { story_key: key, ticker: 'CLDR' },
    ]);
    expect(database.prepare('SELECT * FROM story_keys').all()).toEqual([{ key, story_key: key }]);
  });

  test('show how good the news is, and who says so', async () => {
    const { store, database } = await storeInMemory();
    const label = { score: null, label: 'negative', confidence: 0.7 } as const;
    const scored = numbered(1);
    const ofTicker = numbered(3, { sentiment: states(0, { article: null, tickers: [about('BELT', null, -0.5)] }) });
    await store.articles.commitPage(
      page([article({ sentiment: states(0, { article: label }) }), scored, numbered(2), ofTicker]),
    );
    await store.articles.addScores([adding(scored, opinion(0.5, 0.81))]);
    const columns = ['score', 'label', 'confidence', 'origin', 'model', 'ticker']
      .map((name) => `sentiment_${name}`)
      .join();
    expect(database.prepare(`SELECT ${columns} FROM news ORDER BY published_at`).raw().all()).toEqual([
      [null, 'negative', 0.7, 'provider', 'tiingo', null],
      [0.5, 'positive', 0.81, 'derived', 'lexicon@1', null],
      [null, null, null, null, null, null],
      [-0.5, 'negative', null, 'provider', 'tiingo', 'BELT'],
    ]);
  });

  test('write instants as the program does, to the millisecond', async () => {
    const { store, database } = await storeInMemory();
    await store.articles.commitPage(page([article()]));
    const change = database.prepare('UPDATE stories SET published_at = ?, ingested_at = ?');
    const read = database.prepare('SELECT published_at, ingested_at FROM news');
    const instant = fc.integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2099, 11, 31) });
    fc.assert(
      fc.property(instant, instant, (published, ingested) => {
        change.run(published, ingested);
        expect(read.get()).toEqual({ published_at: toIso(published), ingested_at: toIso(ingested) });
      }),
    );
  });
});
