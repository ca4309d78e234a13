import { type NativeStatement, storyKey, toIso } from '@ingest/core';
import { describe, expect, test } from 'vitest';
import { article, minute, noon, numbered, page, tickers } from '../../src/conformance/build.js';
import { hasPostgres, openPostgres, sharedPool } from '../support/postgres.js';

describe.skipIf(!(await hasPostgres()))('the views for SQL users of Postgres', () => {
  test('show a story as it is', async () => {
    const { store, schema } = await openPostgres();
    const carried = article({ tickers: tickers('BELT', 'CLDR') });
    await store.articles.commitPage(
      page([carried, article({ source: 'finnhub', publishedAt: noon + 1 })], { isFailover: true }),
    );
    const key = storyKey(carried);
    const rowsOf = async (view: string) => (await sharedPool().query(`SELECT * FROM "${schema}".${view}`)).rows;
    expect(await rowsOf('news')).toEqual([
      {
        story_key: key,
        published_at: toIso(noon),
        ingested_at: toIso(noon + 5 * minute),
        headline: carried.headline,
        description: carried.description,
        url: carried.url,
        publisher: carried.publisher,
        source: 'tiingo',
        sources: ['tiingo', 'finnhub'],
        is_failover: true,
        tickers: ['BELT', 'CLDR'],
        sentiment_score: null,
        sentiment_label: null,
        sentiment_confidence: null,
        sentiment_origin: null,
        sentiment_model: null,
        sentiment_ticker: null,
      },
    ]);
    expect(await rowsOf('news_tickers ORDER BY ticker')).toEqual([
      { story_key: key, ticker: 'BELT' },
      { story_key: key, ticker: 'CLDR' },
    ]);
    expect(await rowsOf('story_keys')).toEqual([{ key, story_key: key }]);
  });

  test('show how good the news is, who says so and how sure that is', async () => {
    const { store, schema } = await openPostgres();
    const states = (statement: NativeStatement) => ({ priority: 0, article: statement, tickers: [] });
    const scored = numbered(3);
    const scores = {
      model: 'lexicon@1',
      opinions: new Map([[scored.headline, { score: 0.1 + 0.2, confidence: 0.65 }]]),
    };
    await store.articles.commitPage(
      page(
        [
          numbered(0),
          numbered(1, { sentiment: states({ score: -0.5, label: 'negative', confidence: 1 }) }),
          numbered(2, { sentiment: states({ score: null, label: 'neutral', confidence: null }) }),
          scored,
        ],
        { scores },
      ),
    );
    const { rows } = await sharedPool().query(
      `SELECT sentiment_score, sentiment_label, sentiment_confidence, sentiment_origin FROM "${schema}".news
      ORDER BY published_at`,
    );
    expect(rows.map((row) => Object.values(row))).toEqual([
      [null, null, null, null],
      [-0.5, 'negative', 1, 'provider'],
      [null, 'neutral', null, 'provider'],
      [0.1 + 0.2, 'neutral', 0.65, 'derived'],
    ]);
  });

  test('write instants as the program does, to the millisecond, whatever the zone of the session', async () => {
    const { store, schema } = await openPostgres();
    await store.articles.commitPage(page([article()]));
    const client = await sharedPool().connect();
    try {
      await client.query("SET timezone = 'Asia/Kolkata'");
      for (const at of [
        Date.UTC(1990, 0, 1),
        noon + 7,
        noon + 70,
        noon + 999,
        Date.UTC(2099, 11, 31, 23, 59, 59, 999),
      ]) {
        await client.query(`UPDATE "${schema}".stories SET published_at = $1, ingested_at = $1`, [at]);
        const { rows } = await client.query(`SELECT published_at, ingested_at FROM "${schema}".news`);
        expect(rows).toEqual([{ published_at: toIso(at), ingested_at: toIso(at) }]);
      }
    } finally {
      client.release(true);
    }
  });
});
