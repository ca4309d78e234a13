import type { Source, SourcePage } from '@ingest/core';
import { describe, expect, test } from 'vitest';
import { createFinnhubSource } from '../../src/sources/finnhub/index.js';
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

  test('both: a refused entitlement is FORBIDDEN', async () => {
    const tiingo = createTiingoSource(answering('tiingo-error-403-bulk.json', 403));
    expect(await failureOf(ask(tiingo))).toMatchObject({ code: 'FORBIDDEN', status: 403 });
    const finnhub = createFinnhubSource(answering('finnhub-error-403-news-sentiment.json', 403));
    expect(await failureOf(ask(finnhub))).toMatchObject({ code: 'FORBIDDEN', status: 403 });
  });
});
