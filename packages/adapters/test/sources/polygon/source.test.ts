import { HOUR_MS } from '@ingest/core';
import { describe, expect, test } from 'vitest';
import { createPolygonSource } from '../../../src/sources/polygon/index.js';
import { ask, failureOf, fetchOf, now, testKey, tickerOf } from '../../support/ask.js';
import { fixture } from '../../support/fixtures.js';

const page = fixture('polygon/news.json') as object;

function polygonWith(body: unknown, init?: ResponseInit) {
  const { fetch, urls } = fetchOf(() => Response.json(body, init));
  return { source: createPolygonSource({ apiKey: testKey, fetch }), urls };
}

describe('createPolygonSource', () => {
  test('says what it is before it is asked anything', () => {
    expect(createPolygonSource({ apiKey: testKey })).toMatchObject({
      name: 'polygon',
      capabilities: { maxTickersPerRequest: 1, paging: 'list' },
      credential: { variable: 'POLYGON_API_KEY', keyId: expect.stringMatching(/^[0-9a-f]{8}$/) },
      quota: [{ window: 'minute', limit: 5 }],
      replay: { baseUrl: 'https://api.polygon.io' },
    });
    expect(createPolygonSource({ plan: 'paid' }).quota).toEqual([{ window: 'second', limit: 100 }]);
  });

  test('asks for one ticker, newest first, and sends its key in a header alone', async () => {
    const { source, urls } = polygonWith(page);
    await ask(source, { tickers: [tickerOf('brk-b')] });
    expect(urls[0]?.href).toBe(
      'https://api.polygon.io/v2/reference/news?ticker=BRK.B&sort=published_utc&order=desc&limit=500',
    );
  });

  test('refuses to be asked for several tickers at once', async () => {
    const tickers = [tickerOf('QNDL'), tickerOf('QFNW')];
    await expect(ask(createPolygonSource({ apiKey: testKey }), { tickers })).rejects.toThrow(RangeError);
  });

  test('reads fresh news from the beginning of the window on, and a range to its end', async () => {
    const window = { from: now - HOUR_MS + 250, to: now - 250 };
    const { source, urls } = polygonWith(page);
    const fresh = await ask(source, { window });
    const range = await ask(source, { reading: 'range', window });
    const asked = urls.map(({ searchParams }) =>
      [...searchParams].filter(([name]) => name.startsWith('published_utc.')),
    );
    expect(asked).toEqual([
      [['published_utc.gte', '2025-03-04T13:00:00Z']],
      [
        ['published_utc.gte', '2025-03-04T13:00:00Z'],
        ['published_utc.lte', '2025-03-04T14:00:00Z'],
      ],
    ]);
    expect(fresh.asked?.from).toBe(now - HOUR_MS);
    expect(fresh.asked?.to).toBeGreaterThan(now + HOUR_MS);
    expect(range.asked).toEqual({ from: now - HOUR_MS, to: now });
  });

  test('goes on where the reply says, at its own address and without a key in the url', async () => {
    const next_url = 'https://elsewhere.example:443/v9/steal?cursor=YWI&apiKey=secret';
    const { source, urls } = polygonWith({ ...page, next_url });
    const { next } = await ask(source);
    expect(next).toBe('cursor=YWI');
    await ask(source, { cursor: next });
    expect(urls[1]?.href).toBe('https://api.polygon.io/v2/reference/news?cursor=YWI');
  });

  test('is at its end where the reply names no way to go on', async () => {
    expect(await ask(polygonWith(page).source)).not.toHaveProperty('unread');
    expect((await ask(polygonWith(page).source)).next).toBeNull();
  });

  test('says what is left unread where the way to go on cannot be read', async () => {
    const window = { from: now - 24 * HOUR_MS, to: now };
    const { source } = polygonWith({ ...page, next_url: 'https://api.polygon.io/v2/reference/news/2' });
    const oldest = Date.UTC(2025, 2, 4, 9, 15);
    expect(await ask(source, { window })).toMatchObject({ next: null, unread: { from: window.from, to: oldest } });
  });

  test('takes a reply without results for a page without items where it counts none', async () => {
    expect((await ask(polygonWith({ status: 'OK', count: 0 }).source)).items).toEqual([]);
  });

  test.each([
    [429, "You've exceeded the maximum requests per minute, please wait or upgrade your subscription to continue."],
    [200, "You've exceeded the maximum requests per minute, please wait or upgrade your subscription to continue."],
  ])('a limit told with %i is that of the minute', async (status, error) => {
    const { source } = polygonWith({ status: 'ERROR', request_id: '1', error }, { status });
    expect(await failureOf(ask(source))).toMatchObject({ code: 'RATE_LIMITED', limitWindow: 'minute', status });
  });

  test('a plan that does not cover it is FORBIDDEN, and an unknown key AUTH_FAILED', async () => {
    const message = 'You are not entitled to this data. Please upgrade your plan at https://polygon.io/pricing';
    const { source } = polygonWith({ status: 'NOT_AUTHORIZED', message }, { status: 403 });
    expect(await failureOf(ask(source))).toMatchObject({
      code: 'FORBIDDEN',
      hint: expect.stringContaining('no outage'),
    });
    const other = polygonWith({ status: 'ERROR', error: 'Unknown API Key' }, { status: 401 });
    expect(await failureOf(ask(other.source))).toMatchObject({ code: 'AUTH_FAILED' });
  });

  test('reads tickers off a recorded url, also off its cursor', () => {
    const { tickersOf } = createPolygonSource().replay;
    const read = (query: string) => tickersOf(new URL(`https://api.polygon.io/v2/reference/news?${query}`));
    const cursor = Buffer.from('order=descending&ticker=BRK.B').toString('base64url');
    expect(read('limit=5&ticker=brk-b')).toEqual(['BRK.B']);
    expect(read(`cursor=${cursor}`)).toEqual(['BRK.B']);
    expect([read('limit=5'), read('ticker='), read('ticker=X:BTCUSD'), read('cursor=x')]).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });
});
