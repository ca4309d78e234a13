import { type Cursor, DAY_MS, dayNumber, type SourcePage, type Window } from '@ingest/core';
import { describe, expect, test } from 'vitest';
import { createFinnhubSource } from '../../../src/sources/finnhub/index.js';
import { type Asking, ask, fetchOf, now, testKey, tickerOf } from '../../support/ask.js';

/** A Finnhub that holds items of given instants and replies with the newest 249 of the days asked for. */
function finnhubWith(instants: readonly number[]) {
  const newestFirst = [...instants].sort((left, right) => right - left);
  return fetchOf(({ searchParams }) => {
    const from = Date.parse(`${searchParams.get('from')}T00:00:00Z`);
    const to = Date.parse(`${searchParams.get('to')}T23:59:59.999Z`);
    const found = newestFirst.filter((at) => at >= from && at <= to).slice(0, 249);
    return Response.json(
      found.map((at) => ({ id: at, headline: `News of ${at}`, datetime: at / 1000, related: 'QNDL' })),
    );
  });
}

async function readAll(instants: readonly number[], request: Asking) {
  const { fetch, urls } = finnhubWith(instants);
  const source = createFinnhubSource({ apiKey: testKey, fetch });
  const pages: SourcePage[] = [];
  let cursor: Cursor | null = null;
  do {
    const page: SourcePage = await ask(source, { ...request, cursor });
    pages.push(page);
    cursor = JSON.parse(JSON.stringify(page.next));
  } while (cursor !== null);
  const ids = pages.flatMap(({ items }) => items.map((item) => item.kind === 'candidate' && item.candidate.sourceId));
  return {
    pages,
    days: urls.map(({ searchParams }) => `${searchParams.get('from')}/${searchParams.get('to')}`),
    ids: new Set(ids),
    unread: pages.flatMap(({ unread }) => (unread === undefined ? [] : [unread])),
  };
}

const day = (date: string) => Date.parse(`${date}T00:00:00Z`);
/** `count` items on a day, evenly spread. */
const on = (date: string, count: number) =>
  Array.from({ length: count }, (_, index) => day(date) + Math.floor((index * 86_000) / count) * 1000);
const idsOf = (instants: readonly number[]) => new Set(instants.map(String));

describe('createFinnhubSource', () => {
  test('says what it is before it is asked anything', () => {
    const source = createFinnhubSource({ apiKey: testKey });
    expect(source).toMatchObject({
      name: 'finnhub',
      capabilities: { maxTickersPerRequest: 1, paging: 'windows' },
      credential: { variable: 'FINNHUB_API_KEY', keyId: expect.stringMatching(/^[0-9a-f]{8}$/) },
      timeoutMs: 10_000,
      replay: { baseUrl: 'https://finnhub.io/api/v1', emptyBody: '[]' },
    });
  });

  test('asks for one ticker in its canonical form, by days', async () => {
    const { fetch, urls } = finnhubWith([]);
    await ask(createFinnhubSource({ apiKey: testKey, fetch }), { tickers: [tickerOf('brk-b')] });
    expect(urls[0]?.href).toBe('https://finnhub.io/api/v1/company-news?symbol=BRK.B&from=2025-03-03&to=2025-03-04');
  });

  test('refuses to be asked for several tickers at once', async () => {
    const tickers = [tickerOf('QNDL'), tickerOf('QFNW')];
    await expect(ask(createFinnhubSource({ apiKey: testKey }), { tickers })).rejects.toThrow(RangeError);
  });

  test('reads yesterday and today without a window, and then asks for no window', async () => {
    const { days, pages } = await readAll([], { window: null });
    expect(days).toEqual(['2025-03-03/2025-03-04']);
    expect(pages[0]).toEqual({ items: [], next: null, asked: null });
  });

  test('says that it asked for all days from the beginning of the window to today', async () => {
    const window = { from: now - 3 * DAY_MS, to: now };
    const { pages } = await readAll([], { window });
    expect(pages[0]?.asked).toEqual({ from: day('2025-03-01'), to: day('2025-03-05') - 1 });
  });

  test('reads a short reply once', async () => {
    const instants = [...on('2025-03-03', 120), ...on('2025-03-04', 100)];
    const { days, ids, unread } = await readAll(instants, { window: null });
    expect(days).toHaveLength(1);
    expect(ids).toEqual(idsOf(instants));
    expect(unread).toEqual([]);
  });

  test('reads a cut reply again in halves, newest first, and misses nothing', async () => {
    const instants = [
      ...on('2025-03-01', 200),
      ...on('2025-03-02', 30),
      ...on('2025-03-03', 235),
      ...on('2025-03-04', 150),
    ];
    const window: Window = { from: day('2025-03-01'), to: now };
    const { days, ids, unread, pages } = await readAll(instants, { reading: 'range', window });
    expect(days).toEqual([
      '2025-03-01/2025-03-04',
      '2025-03-03/2025-03-04',
      '2025-03-04/2025-03-04',
      '2025-03-03/2025-03-03',
      '2025-03-01/2025-03-02',
    ]);
    expect(ids).toEqual(idsOf(instants));
    expect(unread).toEqual([]);
    expect(pages[0]?.items).toHaveLength(249);
    expect(new Set(pages.map(({ asked }) => JSON.stringify(asked))).size).toBe(1);
  });

  test('goes on to the other half when one is empty', async () => {
    const instants = on('2025-03-01', 239).concat(on('2025-03-02', 100));
    const window: Window = { from: day('2025-03-01'), to: day('2025-03-04') };
    const { days, ids } = await readAll(instants, { reading: 'range', window });
    expect(days).toContain('2025-03-03/2025-03-04');
    expect(ids).toEqual(idsOf(instants));
  });

  test('reports what a single day holds back as unread, and reads the other days', async () => {
    const instants = [...on('2025-03-02', 10), ...on('2025-03-03', 400)];
    const window: Window = { from: day('2025-03-02'), to: day('2025-03-03') };
    const { ids, unread } = await readAll(instants, { reading: 'range', window });
    expect(ids.size).toBe(10 + 249);
    const oldestDelivered = Math.min(
      ...[...ids].map(Number).filter((id) => dayNumber(id) === dayNumber(day('2025-03-03'))),
    );
    expect(unread).toHaveLength(1);
    expect(unread[0]?.from).toBe(day('2025-03-03'));
    expect(unread[0]?.to).toBeGreaterThanOrEqual(oldestDelivered);
    expect(unread[0]?.to).toBeLessThan(day('2025-03-04'));
    const missing = instants.filter((at) => !ids.has(String(at)));
    expect(missing.every((at) => at >= (unread[0]?.from ?? 0) && at <= (unread[0]?.to ?? 0))).toBe(true);
  });

  test('does not read again what lies before the window', async () => {
    const instants = [...on('2025-03-03', 400), ...on('2025-03-04', 100)].filter((at) => at <= now);
    const window: Window = { from: day('2025-03-03') + 20 * 3_600_000, to: now };
    const { days, ids, unread } = await readAll(instants, { window });
    expect(days).toHaveLength(1);
    expect(unread).toEqual([]);
    expect(instants.filter((at) => at >= window.from && !ids.has(String(at)))).toEqual([]);
  });

  test('ends also when the days are ignored and every reply is full', async () => {
    const { fetch, urls } = fetchOf(() =>
      Response.json(Array.from({ length: 249 }, (_, id) => ({ id, headline: 'a', datetime: now / 1000 }))),
    );
    const source = createFinnhubSource({ apiKey: testKey, fetch });
    let cursor: Cursor | null = null;
    do cursor = (await ask(source, { window: { from: now - 3 * DAY_MS, to: now }, cursor })).next;
    while (cursor !== null);
    expect(urls).toHaveLength(7);
  });

  test('reads tickers off a recorded url', () => {
    const { tickersOf } = createFinnhubSource().replay;
    const read = (query: string) => tickersOf(new URL(`https://finnhub.io/api/v1/company-news?${query}`));
    expect(read('from=2025-03-03&symbol=brk-b&token=x')).toEqual(['BRK.B']);
    expect(read('category=general')).toBeNull();
    expect(read('symbol=')).toBeNull();
  });
});
