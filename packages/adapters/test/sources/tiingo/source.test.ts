import type { Window } from '@ingest/core';
import { describe, expect, test } from 'vitest';
import { createTiingoSource } from '../../../src/sources/tiingo/index.js';
import { type Asking, ask, fetchOf, testKey, tickerOf } from '../../support/ask.js';
import { fixtureText } from '../../support/fixtures.js';

const window: Window = { from: Date.UTC(2025, 2, 1, 9, 30), to: Date.UTC(2025, 2, 3, 16) };

async function asked(request: Asking, body = fixtureText('tiingo/news.json')) {
  const { fetch, urls } = fetchOf(() => new Response(body));
  const page = await ask(createTiingoSource({ apiKey: testKey, fetch }), request);
  return { page, query: Object.fromEntries(urls[0]?.searchParams ?? []), urls };
}

describe('createTiingoSource', () => {
  test('says what it is before it is asked anything', () => {
    const source = createTiingoSource({ apiKey: testKey, baseUrl: 'http://127.0.0.1:1/', timeoutMs: 800 });
    expect(source).toMatchObject({
      name: 'tiingo',
      capabilities: { maxTickersPerRequest: 50, paging: 'list' },
      credential: { variable: 'TIINGO_API_KEY', keyId: expect.stringMatching(/^[0-9a-f]{8}$/) },
      timeoutMs: 800,
      replay: { baseUrl: 'http://127.0.0.1:1', emptyBody: '[]' },
    });
    expect(JSON.stringify(source)).not.toContain(testKey);
  });

  test('asks for fresh news of all tickers at once, by crawl time and without dates', async () => {
    const { query, urls, page } = await asked({ tickers: [tickerOf('QNDL'), tickerOf('BRK.B')], window });
    expect(urls[0]?.href).toMatch(/^https:\/\/api\.tiingo\.com\/tiingo\/news\?/);
    expect(query).toEqual({ tickers: 'qndl,brk-b', limit: '100', offset: '0', sortBy: 'crawlDate' });
    expect(page.asked).toBeNull();
  });

  test('asks for a range by days and publication, the day after included, and says which days were asked for', async () => {
    const { query, page } = await asked({ reading: 'range', window });
    expect(query).toEqual({
      tickers: 'qndl',
      limit: '100',
      offset: '0',
      sortBy: 'publishedDate',
      startDate: '2025-03-01',
      endDate: '2025-03-04',
    });
    expect(page.asked).toEqual({ from: Date.UTC(2025, 2, 1), to: Date.UTC(2025, 2, 4) - 1 });
  });

  test('asks for a range without a window without dates', async () => {
    const { query, page } = await asked({ reading: 'range', window: null });
    expect(query).not.toHaveProperty('startDate');
    expect(page.asked).toBeNull();
  });

  test('goes on after as many items as came, until none come', async () => {
    const { page } = await asked({});
    expect(page.next).toBe(4);
    const second = await asked({ cursor: page.next });
    expect(second.query.offset).toBe('4');
    expect(second.page.next).toBe(8);
    expect((await asked({ cursor: 8 }, '[]')).page).toMatchObject({ items: [], next: null });
  });

  test('counts malformed items too when it goes on', async () => {
    const { page } = await asked({}, fixtureText('tiingo/malformed-items.json'));
    expect(page.next).toBe(page.items.length);
  });

  test.each(['100', -5, 1.5, ['x'], { offset: 3 }])('begins again with the foreign cursor %j', async (cursor) => {
    expect((await asked({ cursor })).query.offset).toBe('0');
  });

  test('keeps the digits of ids beyond 2^53', async () => {
    const { page } = await asked(
      {},
      '[{"id":9007199254740993,"title":"a","tickers":[]},{"id":-12345678901234567890,"title":"b","tickers":[]}]',
    );
    expect(page.items.map((item) => item.kind === 'candidate' && item.candidate.sourceId)).toEqual([
      '9007199254740993',
      '-12345678901234567890',
    ]);
  });

  test('answers to the name it was given', () => {
    expect(createTiingoSource({ name: 'tiingo-eu' }).name).toBe('tiingo-eu');
  });
});
