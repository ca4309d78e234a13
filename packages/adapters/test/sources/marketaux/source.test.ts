import { HOUR_MS, type LimitReading } from '@ingest/core';
import { describe, expect, test } from 'vitest';
import { createMarketauxSource } from '../../../src/sources/marketaux/index.js';
import { ask, failureOf, fetchOf, now, testKey, tickerOf } from '../../support/ask.js';
import { fixture } from '../../support/fixtures.js';

const page = fixture('marketaux/news.json') as { readonly data: readonly unknown[] };

function marketauxWith(body: unknown, init?: ResponseInit) {
  const { fetch, urls } = fetchOf(() => Response.json(body, init));
  return { source: createMarketauxSource({ apiKey: testKey, fetch }), urls };
}

const reaching = (meta: unknown) => marketauxWith({ ...page, meta }).source;

describe('createMarketauxSource', () => {
  test('says what it is before it is asked anything', () => {
    expect(createMarketauxSource({ apiKey: testKey })).toMatchObject({
      name: 'marketaux',
      capabilities: { maxTickersPerRequest: 50, paging: 'list', articlesPerRequest: 3 },
      credential: { variable: 'MARKETAUX_API_KEY', keyId: expect.stringMatching(/^[0-9a-f]{8}$/) },
      quota: [
        { window: 'minute', limit: 30 },
        { window: 'day', limit: 100 },
      ],
      replay: { baseUrl: 'https://api.marketaux.com/v1' },
    });
  });

  test('asks for several tickers at once, in English, with nothing hidden, the key at the end', async () => {
    const { source, urls } = marketauxWith(page);
    await ask(source, { tickers: ['QNDL', 'BRK.B'].map(tickerOf) });
    expect(decodeURIComponent(urls[0]?.href ?? '')).toBe(
      `https://api.marketaux.com/v1/news/all?symbols=QNDL,BRK.B,BRK-B&language=en&group_similar=false&limit=100&page=1&api_token=${testKey}`,
    );
  });

  test('reads fresh news from the beginning of the window on, and a range to its end, each by a second more', async () => {
    const window = { from: now - HOUR_MS + 250, to: now - 250 };
    const { source, urls } = marketauxWith(page);
    const fresh = await ask(source, { window });
    const range = await ask(source, { reading: 'range', window });
    const asked = urls.map(({ searchParams }) => [...searchParams].filter(([name]) => name.startsWith('published_')));
    expect(asked).toEqual([
      [['published_after', '2025-03-04T12:59:59']],
      [
        ['published_after', '2025-03-04T12:59:59'],
        ['published_before', '2025-03-04T14:00:01'],
      ],
    ]);
    expect(fresh.asked?.from).toBe(now - HOUR_MS - 1000);
    expect(fresh.asked?.to).toBeGreaterThan(now + HOUR_MS);
    expect(range.asked).toEqual({ from: now - HOUR_MS - 1000, to: now + 1000 });
  });

  test('goes on page by page to the end of the list', async () => {
    const { source, urls } = marketauxWith(page);
    expect((await ask(source)).next).toBe(2);
    expect((await ask(source, { cursor: 2 })).next).toBe(3);
    for (const cursor of ['2', 0, -1, 1.5, {}, []]) await ask(source, { cursor });
    const pages = urls.map(({ searchParams }) => searchParams.get('page'));
    expect(pages).toEqual(['1', '2', '1', '1', '1', '1', '1', '1']);
    expect((await ask(reaching({ found: 3, limit: 3, page: 1 }))).next).toBeNull();
    expect((await ask(reaching({ found: 5, limit: 3, page: 2 }), { cursor: 2 })).next).toBeNull();
  });

  test('goes on to an empty page where the reply says nothing of its reach', async () => {
    expect((await ask(reaching(null))).next).toBe(2);
    expect((await ask(marketauxWith({ data: [] }).source, { cursor: 2 })).next).toBeNull();
  });

  test('says what is left unread behind the longest list', async () => {
    const window = { from: now - 24 * HOUR_MS, to: now };
    const source = reaching({ found: 158_830, limit: 100, page: 200 });
    const oldest = Date.UTC(2025, 2, 4, 9, 15);
    expect(await ask(source, { window, cursor: 200 })).toMatchObject({
      next: null,
      unread: { from: window.from, to: oldest },
    });
  });

  test.each([
    [400, 'malformed_parameters', 'BAD_REQUEST', undefined],
    [401, 'invalid_api_token', 'AUTH_FAILED', undefined],
    [402, 'usage_limit_reached', 'RATE_LIMITED', 'day'],
    [403, 'endpoint_access_restricted', 'FORBIDDEN', undefined],
    [404, 'resource_not_found', 'NOT_FOUND', undefined],
    [429, 'rate_limit_reached', 'RATE_LIMITED', 'minute'],
    [500, 'server_error', 'SERVER_ERROR', undefined],
    [503, 'maintenance_mode', 'SERVER_ERROR', undefined],
  ])('%i %s is %s', async (status, code, expected, limitWindow) => {
    const { source } = marketauxWith({ error: { code, message: `No: ${testKey}` } }, { status });
    const failure = await failureOf(ask(source));
    expect(failure).toMatchObject({ code: expected, status, limitWindow });
    expect(failure.message).not.toContain(testKey);
  });

  test('tells what the headers say of the day and the minute', async () => {
    const headers = { 'X-RateLimit-Remaining': '29', 'X-UsageLimit-Remaining': '0' };
    const { source } = marketauxWith(page, { headers });
    const readings: LimitReading[] = [];
    await source.fetchPage(
      { tickers: [tickerOf('QNDL')], reading: 'fresh', window: null, cursor: null },
      { signal: new AbortController().signal, now, onLimit: (reading) => readings.push(reading) },
    );
    expect(readings).toEqual([
      { window: 'day', remaining: 0, resetsAt: null },
      { window: 'minute', remaining: 29, resetsAt: null },
    ]);
  });
});
