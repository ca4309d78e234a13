import { type Cursor, MINUTE_MS, parseInstant, type SourcePage, type Window } from '@ingest/core';
import { describe, expect, test } from 'vitest';
import { createAlphaVantageSource } from '../../../src/sources/alphavantage/index.js';
import { toMinute } from '../../../src/sources/alphavantage/time.js';
import { type Asking, ask, fetchOf, now, testKey, tickerOf } from '../../support/ask.js';

const hour = 60 * MINUTE_MS;
const minuteOf = (text: string | null) =>
  text === null ? null : parseInstant(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)$/, '$1-$2-$3T$4:$5'));

/** An Alpha Vantage that holds articles of given instants and gives the newest of them between two minutes. */
function alphaVantageWith(instants: readonly number[]) {
  const newestFirst = [...instants].sort((left, right) => right - left);
  return fetchOf(({ searchParams }) => {
    const from = minuteOf(searchParams.get('time_from')) ?? Number.NEGATIVE_INFINITY;
    const to = minuteOf(searchParams.get('time_to')) ?? Number.POSITIVE_INFINITY;
    const found = newestFirst.filter((at) => at >= from && at <= to).slice(0, Number(searchParams.get('limit')));
    if (found.length === 0) return Response.json({ Information: 'No articles found. Please adjust the time range' });
    const feed = found.map((at, index) => ({
      title: `News of ${at}`,
      url: `https://a.example/${at}/${instants.indexOf(at) === instants.lastIndexOf(at) ? 0 : index}`,
      time_published: new Date(at).toISOString().slice(0, 19).replaceAll(/[-:]/g, ''),
      ticker_sentiment: [{ ticker: 'QNDL' }],
    }));
    return Response.json({ items: String(feed.length), feed });
  });
}

async function readAll(instants: readonly number[], request: Asking) {
  const { fetch, urls } = alphaVantageWith(instants);
  const source = createAlphaVantageSource({ apiKey: testKey, fetch });
  const pages: SourcePage[] = [];
  let cursor: Cursor | null = null;
  do {
    const page: SourcePage = await ask(source, { ...request, cursor });
    pages.push(page);
    cursor = JSON.parse(JSON.stringify(page.next));
  } while (cursor !== null);
  const ids = pages.flatMap(({ items }) => items.map((item) => item.kind === 'candidate' && item.candidate.sourceId));
  return { pages, urls, ids: new Set(ids) };
}

describe('createAlphaVantageSource', () => {
  test('says what it is before it is asked anything', () => {
    expect(createAlphaVantageSource({ apiKey: testKey })).toMatchObject({
      name: 'alphavantage',
      capabilities: { maxTickersPerRequest: 1, paging: 'list', articlesPerRequest: 1000 },
      credential: { variable: 'ALPHAVANTAGE_API_KEY', keyId: expect.stringMatching(/^[0-9a-f]{8}$/) },
      quota: [
        { window: 'second', limit: 1 },
        { window: 'day', limit: 25 },
      ],
      replay: { baseUrl: 'https://www.alphavantage.co' },
    });
  });

  test('asks for one ticker with its class after a dash, the key at the end', async () => {
    const { fetch, urls } = alphaVantageWith([]);
    await ask(createAlphaVantageSource({ apiKey: testKey, fetch }), { tickers: [tickerOf('brk.b')] });
    expect(urls[0]?.href).toBe(
      `https://www.alphavantage.co/query?function=NEWS_SENTIMENT&tickers=BRK-B&sort=LATEST&limit=1000&apikey=${testKey}`,
    );
  });

  test('refuses to be asked for several tickers, which would mean articles about all of them', async () => {
    const tickers = [tickerOf('QNDL'), tickerOf('QFNW')];
    await expect(ask(createAlphaVantageSource({ apiKey: testKey }), { tickers })).rejects.toThrow(RangeError);
  });

  test('reads fresh news from the minute of the window on, and says that it asked for no end', async () => {
    const window = { from: now - 6 * hour + 12_345, to: now };
    const { urls, pages } = await readAll([now - hour], { window });
    expect(urls[0]?.searchParams.get('time_from')).toBe(toMinute(window.from));
    expect(urls[0]?.searchParams.has('time_to')).toBe(false);
    expect(pages[0]?.asked?.from).toBe(now - 6 * hour);
    expect(pages[0]?.asked?.to).toBeGreaterThan(now + hour);
    expect(pages).toHaveLength(1);
  });

  test('reads a range to the minute after its end', async () => {
    const window: Window = { from: now - 2 * hour, to: now - hour + 5000 };
    const { urls, pages } = await readAll([now - hour], { reading: 'range', window });
    expect(urls[0]?.searchParams.get('time_from')).toBe(toMinute(window.from));
    expect(urls[0]?.searchParams.get('time_to')).toBe(toMinute(now - hour + MINUTE_MS));
    expect(pages[0]?.asked).toEqual({ from: window.from, to: now - hour + MINUTE_MS });
  });

  test('takes no articles found for a page without items', async () => {
    const { pages } = await readAll([], { window: { from: now - hour, to: now } });
    expect(pages.map(({ items, next }) => [items, next])).toEqual([[[], null]]);
  });

  test('goes on behind a full reply, and misses nothing', async () => {
    const instants = Array.from({ length: 2500 }, (_, index) => now - index * 7000);
    const window = { from: now - 24 * hour, to: now };
    const { ids, urls, pages } = await readAll(instants, { window });
    expect(ids.size).toBe(2500);
    expect(urls.length).toBeLessThanOrEqual(4);
    expect(pages.every(({ unread }) => unread === undefined)).toBe(true);
    expect(new Set(pages.map(({ asked }) => JSON.stringify(asked))).size).toBe(1);
  });

  test('says what a single minute holds back', async () => {
    const instants = Array.from({ length: 1500 }, () => now - hour);
    const window = { from: now - 24 * hour, to: now };
    const { pages } = await readAll(instants, { window });
    expect(pages.map(({ unread }) => unread)).toEqual([undefined, { from: window.from, to: now - hour }]);
  });

  test('reads tickers off a recorded url', () => {
    const { tickersOf } = createAlphaVantageSource().replay;
    const read = (query: string) => tickersOf(new URL(`https://www.alphavantage.co/query?${query}`));
    expect(read('apikey=x&tickers=brk-a&function=NEWS_SENTIMENT')).toEqual(['BRK.A']);
    expect(read('tickers=QNDL,FOREX:GBP')).toEqual(['QNDL']);
    expect([read('function=NEWS_SENTIMENT'), read('tickers='), read('tickers=CRYPTO:BTC')]).toEqual([null, null, null]);
  });
});
