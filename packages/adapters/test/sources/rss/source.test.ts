import { type PageContext, type Source, SourceError, type SourcePage } from '@ingest/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RssSourceOptions } from '../../../src/sources/rss/options.js';
import { createRssSource } from '../../../src/sources/rss/source.js';
import { ask, failureOf, now, tickerOf } from '../../support/ask.js';
import { fixtureText } from '../../support/fixtures.js';

const address = 'https://wire.example/feed.xml';
const wire = fixtureText('rss/wire.xml');

/** A source, and the requests that it made: the url, and the headers in lower case. */
function feed(answer: () => Response, options: RssSourceOptions = {}) {
  const sent: { readonly url: string; readonly headers: Readonly<Record<string, string>> }[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    sent.push({ url: String(input), headers: { ...(init?.headers as Record<string, string>) } });
    return answer();
  };
  return { sent, source: createRssSource({ url: address, names: { QNDL: ['Quindell'] }, fetch, ...options }) };
}
const askAgain = (source: Source, context: Partial<PageContext>): Promise<SourcePage> =>
  source.fetchPage(
    { tickers: [tickerOf('QNDL')], reading: 'fresh', window: null, cursor: null },
    { signal: new AbortController().signal, now, ...context },
  );
const tagged = () => new Response(wire, { headers: { etag: '"1"', 'last-modified': 'Tue, 04 Mar 2025 13:30:00 GMT' } });
const notModified = () => new Response(null, { status: 304 });

describe('createRssSource', () => {
  test('is about anything, or about one ticker a request', () => {
    expect(feed(tagged).source.capabilities).toMatchObject({
      maxTickersPerRequest: Number.POSITIVE_INFINITY,
      isUnfiltered: true,
    });
    const { source } = feed(tagged, { url: 'https://wire.example/{symbol}.xml', names: {} });
    expect(source.capabilities).toMatchObject({ maxTickersPerRequest: 1, isUnfiltered: false });
    expect(source.credential).toBeNull();
  });

  test('asks once, introduces itself as it is told, and gives every entry of one page', async () => {
    const { source, sent } = feed(tagged, { userAgent: 'Sample Company a@sample.com' });
    const page = await ask(source);
    expect(page).toMatchObject({ next: null, asked: null });
    expect(page.items.map((item) => item.kind === 'candidate' && item.candidate.tickers)).toEqual([
      ['QNDL'],
      [],
      [],
      [],
    ]);
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({ url: address, headers: { 'user-agent': 'Sample Company a@sample.com' } });
    expect(sent[0]?.headers).not.toHaveProperty('if-none-match');
  });

  test('puts the symbol of the ticker into the url, and says of every entry that it is about it', async () => {
    const url = 'https://wire.example/feed?s={symbol}';
    const { source, sent } = feed(tagged, { url, names: {}, symbols: { QNDL: '000 999' } });
    const { items } = await ask(source);
    expect(sent[0]?.url).toBe('https://wire.example/feed?s=000%20999');
    expect(items.every((item) => item.kind === 'candidate' && item.candidate.tickers.includes('QNDL'))).toBe(true);
  });

  test('asks with what it remembers, and takes 304 for nothing new', async () => {
    const first = await ask(feed(tagged).source);
    const { source, sent } = feed(notModified);
    const { remember = null } = first;
    expect(await askAgain(source, { remembered: remember })).toEqual({
      items: [],
      next: null,
      asked: null,
      isUnchanged: true,
    });
    expect(sent[0]?.headers).toMatchObject({
      'if-none-match': '"1"',
      'if-modified-since': 'Tue, 04 Mar 2025 13:30:00 GMT',
    });
  });

  test('asks for all of it when its options have changed', async () => {
    const { remember = null } = await ask(feed(tagged).source);
    const { source, sent } = feed(tagged, { names: { QNDL: ['Quindell', 'Lens'] } });
    await askAgain(source, { remembered: remember });
    expect(sent[0]?.headers).not.toHaveProperty('if-none-match');
  });

  test('takes a 304 that nobody asked for, but in a replay, for no answer', async () => {
    const { source } = feed(notModified);
    expect(await failureOf(ask(source))).toMatchObject({ code: 'EMPTY_RESPONSE' });
    expect(await askAgain(source, { isReplay: true })).toMatchObject({ isUnchanged: true });
  });

  test('says what fell off the end of the feed since it was read', async () => {
    const { remember = null } = await ask(feed(tagged).source);
    const later = wire
      .replace('08:30:00 EST', '18:30:00 EST')
      .replace('2025-03-04T12', '2025-03-04T22')
      .replace('Mon, 3 Mar', 'Wed, 5 Mar');
    const { unread } = await askAgain(feed(() => new Response(later)).source, { remembered: remember });
    expect(unread).toEqual({ from: Date.UTC(2025, 2, 4, 13, 30), to: Date.UTC(2025, 2, 4, 21, 15) });
  });

  test.each<[Response, object]>([
    [new Response('Request Rate Threshold Exceeded', { status: 403 }), { code: 'RATE_LIMITED' }],
    [
      new Response('<html><title>Your Request Originates from an Undeclared Automated Tool</title></html>', {
        status: 403,
      }),
      { code: 'FORBIDDEN', hint: expect.stringContaining('userAgent') },
    ],
    [new Response('', { status: 404 }), { code: 'NOT_FOUND', hint: expect.stringContaining('symbols') }],
    [
      new Response('', { status: 301, headers: { location: 'https://wire.example/new' } }),
      { code: 'NETWORK', permanent: true },
    ],
    [new Response('x'.repeat(10_000_001)), { code: 'RESPONSE_TOO_LARGE' }],
  ])('meets %# as it should', async (response, failure) => {
    expect(await failureOf(ask(feed(() => response).source))).toMatchObject(failure);
  });

  test('reads an entry once more out of the quarantine', async () => {
    const { source } = feed(tagged);
    const [item] = (await ask(source)).items;
    expect(source.readItem?.(JSON.parse(JSON.stringify(item?.raw)))).toEqual(item);
  });

  test('gives a page or a SourceError whatever becomes of a feed', async () => {
    const files = ['wire.xml', 'blog.atom', 'slash.rdf', 'edgar.atom'].map((file) =>
      Buffer.from(fixtureText(`rss/${file}`)),
    );
    const damage = fc.record({
      file: fc.constantFrom(...files),
      from: fc.double({ min: 0, max: 1, noNaN: true }),
      length: fc.nat(200),
      by: fc.uint8Array({ maxLength: 20 }),
    });
    await fc.assert(
      fc.asyncProperty(damage, async ({ file, from, length, by }) => {
        const at = Math.floor(from * file.length);
        const body = Buffer.concat([file.subarray(0, at), by, file.subarray(at + length)]);
        const isAcceptable = await ask(feed(() => new Response(body)).source).then(
          ({ items }) => items.every(({ kind }) => kind === 'candidate'),
          (error) => SourceError.is(error) && error.code !== 'NETWORK',
        );
        expect(isAcceptable).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
