import { readFileSync, writeFileSync } from 'node:fs';
import type { NewsItem } from '@ingest/core';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { builtCommand, jsonOf } from '../support/built.js';
import { json, providers, tiingoList } from '../support/providers.js';

const built = builtCommand();
const provider = providers();
const alphaKey = 'alpha-key-5d20e1';
const env = () => ({
  ...provider.env(),
  ALPHAVANTAGE_API_KEY: alphaKey,
  ALPHAVANTAGE_BASE_URL: provider.env().FINNHUB_BASE_URL ?? '',
});
const run = (source: string, ...args: string[]) =>
  built.run(['run', '--tickers', 'AAPL', '--source', source, '--store', 'news.db', ...args], env());
const ask = async <Answer>(...args: string[]) => {
  const { stdout, exitCode, stderr } = await built.run([...args, '--store', 'news.db', '--json'], env());
  expect([exitCode, stderr]).toEqual([0, '']);
  return JSON.parse(stdout) as Answer;
};

const minute = 60_000;
const headline = 'Calder Motors profit surges to a record as van sales jump';
const published = new Date(Math.floor(Date.now() / minute) * minute - 5 * minute);
const tiingoItem = {
  id: 1,
  title: headline,
  description: 'The plant makes electric vans.',
  url: 'https://news.example/calder',
  source: 'news.example',
  publishedDate: published.toISOString(),
  crawlDate: published.toISOString(),
  tickers: ['aapl'],
  tags: [],
};

/** As Alpha Vantage writes: numbers of tickers as texts, times without a zone. */
const feedItem = (title: string, score: number, aapl: { readonly relevance: string; readonly score: string }) => ({
  title,
  url: `https://other.example/${encodeURIComponent(title)}`,
  time_published: published.toISOString().replace(/[-:]|\.\d+Z$/g, ''),
  authors: [],
  summary: 'A summary.',
  banner_image: null,
  source: 'Other Example',
  category_within_source: 'n/a',
  source_domain: 'other.example',
  topics: [],
  overall_sentiment_score: score,
  overall_sentiment_label: score <= -0.35 ? 'Bearish' : 'Neutral',
  ticker_sentiment: [
    {
      ticker: 'AAPL',
      relevance_score: aapl.relevance,
      ticker_sentiment_score: aapl.score,
      ticker_sentiment_label: 'Somewhat-Bearish',
    },
  ],
});

function answerWith(...feed: readonly object[]): void {
  provider.answer.tiingo = tiingoList([tiingoItem]);
  provider.answer.finnhub = json({
    items: String(feed.length),
    sentiment_score_definition: 'x <= -0.35: Bearish',
    relevance_score_definition: '0 < x <= 1',
    feed,
  });
}

describe('sentiment', () => {
  it('is read from the headline, until a source states it; both are kept, and each moment shows its own', async () => {
    answerWith(feedItem(headline, -0.4, { relevance: '0.9', score: '-0.2' }));
    expect((await run('tiingo')).exitCode).toBe(0);
    const [derived] = await ask<NewsItem[]>('items');
    expect(derived?.sentiment).toMatchObject({
      label: 'positive',
      origin: 'derived',
      model: expect.stringMatching(/^lexicon@/),
    });
    const between = new Date().toISOString();

    const second = await run('alphavantage', '--json');
    expect(jsonOf<{ items: object }>(second).items).toMatchObject({ new: 0, collisions: 1 });
    const [stated, ...others] = await ask<NewsItem[]>('items');
    expect(others).toEqual([]);
    expect(stated?.sentiment).toMatchObject({
      ...{ score: -0.4, confidence: null, label: 'negative', nativeLabel: 'Bearish' },
      ...{ origin: 'provider', model: 'alphavantage', scope: { kind: 'article' } },
    });
    const [then] = await ask<NewsItem[]>('items', '--as-of', between);
    expect(then?.sentiment).toEqual(derived?.sentiment);
    expect(await ask('sentiment', 'AAPL')).toMatchObject({
      total: { stories: 1, negative: 1, meanScore: -0.2 },
      models: [{ model: 'alphavantage', origin: 'provider', stories: 1 }],
      notStated: 1,
    });

    const dry = await ask<object>('sentiment', 'rescore', '--prefer', '--dry-run');
    expect(dry).toMatchObject({ dryRun: true, stories: 1, scored: 1, added: 1, changedLabels: 1, disagreements: 1 });
    expect((await ask<NewsItem[]>('items'))[0]?.sentiment).toEqual(stated?.sentiment);
    expect(await ask('sentiment', 'rescore', '--prefer')).toMatchObject({ added: 1, changedLabels: 1 });
    expect(await ask('sentiment', 'rescore', '--prefer')).toMatchObject({ added: 0 });
    const [preferred] = await ask<NewsItem[]>('items');
    expect(preferred?.sentiment).toMatchObject({ origin: 'derived', score: derived?.sentiment?.score });
    const explained = await built.run(['explain', preferred?.storyKey ?? '', '--store', 'news.db'], env());
    expect(explained.stdout).toMatch(
      /stated +alphavantage: - 0\.40 not stated, Bearish; AAPL - 0\.20 .*\(0\.90 about it\)/,
    );
    expect(explained.stdout.match(/scored +lexicon@/g)).toHaveLength(2);

    const db = new Database(built.path('news.db'), { readonly: true });
    expect(db.prepare('SELECT sentiment_label, sentiment_origin FROM news').all()).toEqual([
      { sentiment_label: 'positive', sentiment_origin: 'derived' },
    ]);
    db.close();
  });

  it('is filtered by label, confidence and how much a story is about the ticker, and says what is left out', async () => {
    answerWith(
      feedItem('Beltrano Foods opens a second bakery for its own shops', 0.1, { relevance: '0.05', score: '0' }),
      feedItem('Dunmore Rail extends its night trains to the coast', 0.2, { relevance: '0.5', score: '0.1' }),
    );
    await run('alphavantage');
    await run('tiingo');
    const table = (...args: string[]) => built.run(['items', '--store', 'news.db', ...args], env());
    const good = await table('--sentiment', 'positive', '--min-confidence', '0.7');
    expect(good.stdout.trim().split('\n')).toHaveLength(2);
    expect(good.stderr).toContain(
      '2 stories left out: not positive, or nobody says; or a confidence below 0.7, or not stated',
    );
    const relevant = await table('--ticker', 'AAPL', '--min-relevance', '0.2');
    expect(relevant.stdout).not.toContain('Beltrano');
    expect(relevant.stderr).toContain('1 story left out: less than 0.2 about the ticker');
    expect(await ask('sentiment', 'AAPL')).toMatchObject({ lessRelevant: 1, total: { stories: 2 } });
    expect(await ask('sentiment', 'AAPL', '--min-relevance', '0')).toMatchObject({
      lessRelevant: 0,
      total: { stories: 3 },
    });
    for (const args of [
      ['items', '--sentiment', 'good'],
      ['items', '--min-confidence', '7'],
      ['items', '--min-relevance', '0.2'],
      ['sentiment', '$$'],
      ['sentiment', 'AAPL', '--days', '0'],
      ['sentiment', 'AAPL', '--ask', 'nobody'],
    ]) {
      const refused = await built.run([...args, '--store', 'news.db'], env());
      expect([refused.exitCode, refused.stderr.startsWith('✗')], args.join(' ')).toEqual([2, true]);
    }
  });

  it('is scored by nobody where none is wanted, and by a scorer of one’s own', async () => {
    answerWith();
    await built.run(['run', '--tickers', 'AAPL', '--source', 'tiingo', '--store', 'news.db'], {
      ...env(),
      INGEST_SCORER: 'none',
    });
    expect((await ask<NewsItem[]>('items'))[0]?.sentiment).toBeUndefined();
    writeFileSync(
      built.path('gauge.mjs'),
      `export const createScorer = () => ({
        name: 'gauge', version: '7', hash: 'ab',
        score: async (items) => items.map(() => ({ score: -1, confidence: null })),
      });`,
    );
    const own = await ask<object>('sentiment', 'rescore', '--missing-only', '--scorer', './gauge.mjs');
    expect(own).toMatchObject({ model: 'gauge@7', added: 1, newLabels: 1 });
    expect((await ask<NewsItem[]>('items'))[0]?.sentiment).toMatchObject({ model: 'gauge@7', confidence: null });
    writeFileSync(
      built.path('broken.mjs'),
      `export const createScorer = () => ({ name: 'x', version: '1', hash: 'ab', score: async () => { throw new Error('no model here'); } });`,
    );
    const failed = await built.run(['sentiment', 'rescore', '--scorer', './broken.mjs', '--store', 'news.db'], env());
    expect([failed.exitCode, failed.stderr]).toEqual([
      2,
      expect.stringContaining('the scorer ./broken.mjs failed: no model here'),
    ]);
    provider.answer.tiingo = tiingoList([
      { ...tiingoItem, id: 2, title: 'Estrava Mining wins a permit for its copper pit' },
    ]);
    const unscored = await built.run(
      ['run', '--tickers', 'AAPL', '--source', 'tiingo', '--store', 'news.db', '--json'],
      { ...env(), INGEST_SCORER: './broken.mjs' },
    );
    const report = jsonOf<{ outcome: string; items: object; warnings: string[] }>(unscored);
    expect(report).toMatchObject({ outcome: 'ok', items: { new: 1 } });
    expect(report.warnings.join()).toContain('1 headline has no score, because the scorer x@1 failed (no model here)');
  });

  it('never shows a key of a source that has it in its url', async () => {
    provider.answer.finnhub = json({
      Information: `We have detected your API key as ${alphaKey} and our standard API rate limit is 25 requests per day.`,
    });
    const limited = await run('alphavantage', '--record', 'day.har', '--json');
    expect(jsonOf<{ sources: object[] }>(limited).sources).toMatchObject([
      { outcome: 'rate-limited', errorCode: 'RATE_LIMITED' },
    ]);
    for (const text of [limited.stdout, limited.stderr, readFileSync(built.path('day.har'), 'utf8')])
      expect(text).not.toContain(alphaKey);
  });
});
