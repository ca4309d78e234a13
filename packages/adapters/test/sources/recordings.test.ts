import type { CandidateSentiment, CandidateStatement, Source, SourcePage } from '@ingest/core';
import { describe, expect, test } from 'vitest';
import { createAlphaVantageSource } from '../../src/sources/alphavantage/index.js';
import { createFinnhubSource } from '../../src/sources/finnhub/index.js';
import { createMarketauxSource } from '../../src/sources/marketaux/index.js';
import { createPolygonSource } from '../../src/sources/polygon/index.js';
import { createTiingoSource } from '../../src/sources/tiingo/index.js';
import { ask, failureOf, testKey, tickerOf } from '../support/ask.js';
import { hasRecordings, recordingText } from '../support/fixtures.js';

const answering = (file: string, status = 200): { readonly apiKey: string; readonly fetch: typeof fetch } => ({
  apiKey: testKey,
  fetch: async () => new Response(recordingText(file), { status }),
});

function countsOf({ items }: SourcePage) {
  const candidates = items.flatMap((item) => (item.kind === 'candidate' ? [item.candidate] : []));
  return {
    items: items.length,
    candidates: candidates.length,
    malformed: items.length - candidates.length,
    withoutId: candidates.filter(({ sourceId }) => sourceId === null).length,
    withoutTime: candidates.filter(({ publishedAt }) => publishedAt === null).length,
    withoutTickers: candidates.filter(({ tickers }) => tickers.length === 0).length,
    withoutDescription: candidates.filter(({ description }) => description === null).length,
  };
}

/** What a page says of sentiment. */
function statedBy({ items }: SourcePage) {
  const said: CandidateSentiment[] = items.flatMap((item) =>
    item.kind === 'candidate' && item.candidate.sentiment !== undefined ? [item.candidate.sentiment] : [],
  );
  const tickers = said.flatMap((one) => one.tickers);
  return {
    articles: countsByLabel(said.map(({ article }) => article)),
    tickers: countsByLabel(tickers.map(({ statement }) => statement)),
    withRelevance: tickers.filter(({ relevance }) => relevance !== null).length,
  };
}

/** How many statements have which label, `score alone` those without one. */
function countsByLabel(statements: readonly (CandidateStatement | null)[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const statement of statements) {
    if (statement === null) continue;
    const name = statement.label ?? 'score alone';
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

const whole = { malformed: 0, withoutId: 0, withoutTime: 0 };

describe.skipIf(!hasRecordings)('real recorded replies', () => {
  test.each([
    ['tiingo-news-world-2024-06-27.json', { items: 20, candidates: 20, withoutTickers: 12, withoutDescription: 3 }],
    [
      'tiingo-news-AAPL-MSFT-offset1000-first20-2024-06-25.json',
      { items: 20, candidates: 20, withoutTickers: 0, withoutDescription: 2 },
    ],
    ['tiingo-news-aapl-googl-2021-01-11.json', { items: 1, candidates: 1, withoutTickers: 0, withoutDescription: 0 }],
  ])('Tiingo: every item of %s is a candidate', async (file, counts) => {
    const page = await ask(createTiingoSource(answering(file)));
    expect(countsOf(page)).toEqual({ ...whole, ...counts });
    expect(page.next).toBe(counts.items);
  });

  test('Finnhub: every item of a reply of 246 is a candidate, and the reply counts as cut', async () => {
    const now = Date.UTC(2026, 4, 23, 18);
    const window = { from: Date.UTC(2026, 4, 16), to: now };
    const source: Source = createFinnhubSource(answering('finnhub-company-news-AAPL-2026-05-23.json'));
    const page = await ask(source, { tickers: [tickerOf('AAPL')], window, now });
    expect(countsOf(page)).toEqual({ ...whole, items: 246, candidates: 246, withoutTickers: 0, withoutDescription: 0 });
    expect(page.next).toEqual(['2026-05-20/2026-05-23', '2026-05-16/2026-05-19']);
    expect(page.unread).toBeUndefined();
  });

  test('Finnhub: every item of the documented market news is a candidate', async () => {
    const page = await ask(createFinnhubSource(answering('docs-sample-finnhub-market-news.json')));
    expect(countsOf(page)).toMatchObject({ ...whole, withoutTickers: 0 });
    expect(page.items.length).toBeGreaterThan(0);
  });

  test('Alpha Vantage: every item of a feed is a candidate, with what is said of it and of its tickers', async () => {
    const source = createAlphaVantageSource(answering('alphavantage-news-sentiment-AAPL-2024-12-23.json'));
    const page = await ask(source, { tickers: [tickerOf('AAPL')] });
    expect(countsOf(page)).toEqual({ ...whole, items: 50, candidates: 50, withoutTickers: 0, withoutDescription: 0 });
    expect(statedBy(page)).toEqual({
      articles: { positive: 38, neutral: 11, negative: 1 },
      // Of 227 entries one is FOREX:GBP.
      tickers: { positive: 92, neutral: 122, negative: 12 },
      withRelevance: 226,
    });
    const ofApple = page.items.flatMap((item) =>
      item.kind === 'candidate'
        ? (item.candidate.sentiment?.tickers.filter(({ ticker }) => ticker === 'AAPL') ?? [])
        : [],
    );
    expect(ofApple).toHaveLength(50);
    expect(ofApple.filter(({ relevance }) => relevance !== null && relevance < 0.2)).toHaveLength(24);
    const headlines = page.items.map((item) => (item.kind === 'candidate' ? item.candidate.headline : null));
    const listed = (title: unknown) => /\( [A-Z]+:[A-Z.]+ \)/.test(String(title));
    expect(page.items.filter(({ raw }) => listed((raw as { readonly title: string }).title))).toHaveLength(19);
    expect(headlines.filter(listed)).toEqual([]);
    expect(page.next).toBeNull();
  });

  test('Marketaux: every item of a page is a candidate, with a score for the one listing that counts', async () => {
    const source = createMarketauxSource(answering('marketaux-news-TSLA-2026-04-16.json'));
    const page = await ask(source, { tickers: [tickerOf('TSLA')] });
    expect(countsOf(page)).toEqual({ ...whole, items: 3, candidates: 3, withoutTickers: 0, withoutDescription: 0 });
    expect(statedBy(page)).toEqual({ articles: {}, tickers: { 'score alone': 3 }, withRelevance: 0 });
    expect(page.next).toBe(2);
  });

  test.each([
    ['polygon-reference-news-NFLX-2022-04-28.json', {}, ['MSFT', 'TSN', 'NFLX', 'AMZN'], null],
    ['docs-sample-polygon-reference-news.json', { positive: 1 }, ['UBS'], /^cursor=[\w-]+$/],
  ] as const)('Polygon: the one item of %s, with its labels where it has any', async (file, labels, tickers, next) => {
    const page = await ask(createPolygonSource(answering(file)));
    expect(countsOf(page)).toEqual({ ...whole, items: 1, candidates: 1, withoutTickers: 0, withoutDescription: 0 });
    expect(statedBy(page)).toEqual({ articles: {}, tickers: labels, withRelevance: 0 });
    expect(page.items[0]).toMatchObject({ candidate: { tickers } });
    if (next === null) expect(page.next).toBeNull();
    else expect(page.next).toMatch(next);
  });

  test('both: a refused entitlement is FORBIDDEN', async () => {
    const tiingo = createTiingoSource(answering('tiingo-error-403-bulk.json', 403));
    expect(await failureOf(ask(tiingo))).toMatchObject({ code: 'FORBIDDEN', status: 403 });
    const finnhub = createFinnhubSource(answering('finnhub-error-403-news-sentiment.json', 403));
    expect(await failureOf(ask(finnhub))).toMatchObject({ code: 'FORBIDDEN', status: 403 });
  });
});
