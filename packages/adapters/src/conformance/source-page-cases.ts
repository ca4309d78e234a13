import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import type { Candidate, Cursor, PageRequest, SourceItem, SourcePage, Ticker } from '@ingest/core';
import { DAY_MS, parseInstant } from '@ingest/core';
import { ask, connect, now, reply, sentOnce, tickers } from './source-exchange.js';
import type { SourceCase, SourceSubject } from './source-subject.js';

/** As many as a request of any source may be asked for here. */
const names = ['AAPL', 'BRK.B', 'MSFT', 'T'];

/** A page of the subject, read once. */
async function read(subject: SourceSubject, body: string, request: Partial<PageRequest> = {}) {
  const { source, requests } = connect(subject, () => reply(subject, body));
  const page = await ask(source, request);
  return { source, page, url: sentOnce(requests).url };
}

function candidates(items: readonly SourceItem[]): readonly Candidate[] {
  return items.flatMap((item) => (item.kind === 'candidate' ? [item.candidate] : []));
}

/** How a source reads what it is sent. */
export const sourcePageCases: readonly SourceCase[] = [
  {
    name: 'a good page is read with one request',
    needs: [],
    async run(subject) {
      const { page } = await read(subject, subject.page);
      assert.ok(page.items.length >= 2, `${page.items.length} items were read`);
      for (const item of page.items)
        assert.equal(item.kind, 'candidate', item.kind === 'malformed' ? item.reason : undefined);
      for (const { headline, publishedAt, sourceId } of candidates(page.items)) {
        assert.ok(typeof headline === 'string' && headline !== '', 'an item has no headline');
        assert.notEqual(publishedAt === null ? null : parseInstant(publishedAt), null, `no time: ${publishedAt}`);
        assert.ok(sourceId === null || typeof sourceId === 'string', 'an id is a text');
      }
    },
  },
  {
    name: 'the items of a page are different ones',
    needs: [],
    async run(subject) {
      const ids = candidates((await read(subject, subject.page)).page.items).map(
        ({ sourceId, headline }) => sourceId ?? headline,
      );
      assert.equal(new Set(ids).size, ids.length, 'two items have one id');
    },
  },
  {
    name: 'the same reply is the same page',
    needs: [],
    async run(subject) {
      const [first, second] = [await read(subject, subject.page), await read(subject, subject.page)];
      assert.deepEqual(first.page, second.page);
    },
  },
  {
    name: 'the empty body is a page without items',
    needs: [],
    async run(subject) {
      const { replay } = connect(subject, () => reply(subject, '')).source;
      const { page } = await read(subject, replay.emptyBody);
      assert.deepEqual(page.items, []);
    },
  },
  {
    name: 'an item that cannot be read is kept with its reason, and spoils no other',
    needs: ['malformed items'],
    async run(subject) {
      const { items } = (await read(subject, subject.pageWithMalformedItem ?? '')).page;
      const malformed = items.filter((item) => item.kind === 'malformed');
      assert.ok(malformed.length > 0, 'no item is malformed');
      assert.ok(malformed.length < items.length, 'every item is malformed');
      for (const { reason, raw } of malformed) {
        assert.ok(typeof reason === 'string' && reason !== '', 'a reason is missing');
        assert.notEqual(raw, undefined, 'what could not be read is not kept');
      }
    },
  },
  {
    name: 'an item is read again as it was on its page',
    needs: ['items to read again'],
    async run(subject) {
      const { source, page } = await read(subject, subject.pageWithMalformedItem ?? subject.page);
      for (const item of page.items) {
        const raw: unknown = JSON.parse(JSON.stringify(item.raw));
        const again = source.readItem?.(raw);
        assert.ok(again !== undefined, 'an item is not read again');
        assert.deepEqual(ownFields(again), ownFields(JSON.parse(JSON.stringify(item)) as SourceItem));
        assert.deepEqual(source.readItem?.(raw), again);
      }
    },
  },
  {
    name: 'where to go on survives JSON, and leads to another request',
    needs: ['pages'],
    async run(subject) {
      const { source, requests } = connect(subject, () => reply(subject, subject.pageBeforeAnother ?? subject.page));
      const first = await ask(source);
      assert.ok(first.next !== null, 'there is no next page, and articlesPerRequest is not Infinity');
      const cursor = JSON.parse(JSON.stringify(first.next)) as Cursor;
      assert.deepEqual(cursor, first.next);
      await ask(source, { cursor });
      const [before, after] = requests.map(({ url, init }) => `${url.href} ${String(init.body ?? '')}`);
      assert.equal(requests.length, 2, 'a page is one request');
      assert.notEqual(after, before, 'the next page is asked for as the one before');
    },
  },
  {
    name: 'the tickers of a request can be read from its url, in any order and case',
    needs: ['tickers in a request'],
    async run(subject) {
      const { source } = connect(subject, () => reply(subject, subject.page));
      const asked = tickers(...names.slice(0, Math.min(names.length, source.capabilities.maxTickersPerRequest)));
      const { url } = await read(subject, subject.page, { tickers: asked });
      const { tickersOf } = source.replay;
      assert.deepEqual(sorted(tickersOf(url) ?? []), sorted(asked));
      for (const change of [turned, upper, lower])
        assert.deepEqual(sorted(tickersOf(change(url)) ?? []), sorted(asked));
      assert.equal(tickersOf(new URL(source.replay.baseUrl)), null, 'a url without tickers asks for none');
    },
  },
  {
    name: 'as many tickers as it takes are one request',
    needs: ['tickers in a request'],
    async run(subject) {
      const { source } = connect(subject, () => reply(subject, subject.page));
      const most = Math.min(source.capabilities.maxTickersPerRequest, 60);
      const many = tickers(...Array.from({ length: most }, (_, index) => `TK${letters(index)}`));
      const { url } = await read(subject, subject.page, { tickers: many });
      const found = source.replay.tickersOf(url);
      assert.ok(found?.length === most, `${found?.length} of ${most} tickers are asked for`);
    },
  },
  {
    name: 'who cannot be asked for tickers sends one request, whichever are wanted',
    needs: ['no tickers in a request'],
    async run(subject) {
      const [one, other] = [
        await read(subject, subject.page, { tickers: tickers('AAPL') }),
        await read(subject, subject.page, { tickers: tickers('MSFT', 'T') }),
      ];
      assert.equal(one.url.href, other.url.href, 'the request has tickers in it');
      assert.equal(one.source.replay.tickersOf(one.url), null, 'tickers are read from a request without any');
    },
  },
  {
    name: 'a range says which window it asked for, or asks for none',
    needs: [],
    async run(subject) {
      const window = { from: now - 3 * DAY_MS, to: now };
      const earlier = { from: window.from - 60 * DAY_MS, to: window.to - 60 * DAY_MS };
      const { page, url } = await read(subject, subject.page, { reading: 'range', window });
      const other = await read(subject, subject.page, { reading: 'range', window: earlier });
      if (page.asked === null) assert.equal(url.href, other.url.href, 'the window was asked for, and nothing says so');
      else {
        const { from, to } = page.asked;
        assert.ok(from <= to, 'a window that ends before it begins');
        assert.ok(from <= window.to && to >= window.from, 'a window beside the one that was asked for');
      }
    },
  },
  {
    name: 'a page leaves nothing behind at the signal',
    needs: [],
    async run(subject) {
      const { source } = connect(subject, () => reply(subject, subject.page));
      const { signal } = new AbortController();
      await ask(source, {}, { signal });
      assert.deepEqual(getEventListeners(signal, 'abort'), []);
    },
  },
  {
    name: 'a key goes along in a request, and to no other host',
    needs: ['key'],
    async run(subject) {
      const { key } = withItsKey(subject);
      const { source, requests } = connect(subject, () => reply(subject, subject.page));
      await ask(source);
      const { url, init } = sentOnce(requests);
      const headers = [...new Headers(init.headers).values()].join('\n');
      assert.ok(`${decodeURIComponent(url.href)}\n${headers}`.includes(key), 'the request has no key');
      assert.equal(url.origin, new URL(source.replay.baseUrl).origin);
      assert.ok(init.redirect === 'manual' || init.redirect === 'error', 'redirects are followed, with the key');
    },
  },
  {
    name: 'what a provider repeats of the key is on no page',
    needs: ['key'],
    async run(subject) {
      const { key } = withItsKey(subject);
      const page: SourcePage = (await read(subject, withKey(subject, key))).page;
      assert.ok(!JSON.stringify(page).includes(key), 'the page shows the key');
    },
  },
];

function withItsKey({ key }: SourceSubject): { readonly key: string } {
  assert.ok(key !== null, 'a source without keys');
  return { key };
}

/** The first page with the key in the place of its first word in a headline. */
function withKey(subject: SourceSubject, key: string): string {
  const word = /[A-Z][a-z]{4,}/.exec(subject.page)?.[0];
  assert.ok(word !== undefined, 'the page of the subject holds no word');
  return subject.page.replace(word, key);
}

/** Without what may come from the reading: the time by which fresh news is ordered, and the tickers that were asked for. */
function ownFields(item: SourceItem): unknown {
  if (item.kind === 'malformed') return item;
  const { orderedAt: _, tickers: __, ...candidate } = item.candidate;
  return { ...item, candidate };
}

function sorted(list: readonly Ticker[]): readonly Ticker[] {
  return [...list].sort();
}

/** Two letters for a number. */
function letters(index: number): string {
  return String.fromCharCode(65 + Math.floor(index / 26), 65 + (index % 26));
}

/** The same url with its parameters, and the parts of each, the other way round. */
function turned(url: URL): URL {
  const other = new URL(url);
  other.search = '';
  for (const [name, value] of [...url.searchParams].reverse())
    other.searchParams.append(name, value.split(',').reverse().join(','));
  return other;
}

function withValues(url: URL, change: (value: string) => string): URL {
  const other = new URL(url);
  other.search = '';
  for (const [name, value] of url.searchParams) other.searchParams.append(name, change(value));
  return other;
}

const upper = (url: URL) => withValues(url, (value) => value.toUpperCase());
const lower = (url: URL) => withValues(url, (value) => value.toLowerCase());
