import type { Source, SourcePage, Ticker } from '@ingest/core';
import { describe } from 'vitest';
import { sourcePageCases } from '../../src/conformance/source-page-cases.js';
import { type BrokenSource, createSmallSource, findOutSources, smallKey } from '../support/small-source.js';

/** A source whose pages are not what they were. */
function pages(change: (page: SourcePage) => SourcePage, ...foundBy: readonly string[]): BrokenSource {
  return { how: ({ fetchPage }) => ({ fetchPage: async (...asked) => change(await fetchPage(...asked)) }), foundBy };
}

function tickersOf(change: (url: URL, right: Source['replay']) => readonly Ticker[] | null): BrokenSource {
  return {
    how: ({ replay }) => ({ replay: { ...replay, tickersOf: (url) => change(url, replay) } }),
    foundBy: ['the tickers of a request can be read from its url, in any order and case'],
  };
}

describe('the cases of pages', () => {
  findOutSources(sourcePageCases, {
    'asks for the next page before anybody wants it': {
      how: ({ fetchPage }) => ({
        async fetchPage(request, context) {
          const page = await fetchPage(request, context);
          await fetchPage({ ...request, cursor: page.next }, context);
          return page;
        },
      }),
      foundBy: ['a good page is read with one request'],
    },
    'has times that nobody can read': pages(
      (page) => ({
        ...page,
        items: page.items.map((item) =>
          item.kind === 'malformed' ? item : { ...item, candidate: { ...item.candidate, publishedAt: 'yesterday' } },
        ),
      }),
      'a good page is read with one request',
    ),
    'gives every item one id': pages(
      (page) => ({
        ...page,
        items: page.items.map((item) =>
          item.kind === 'malformed' ? item : { ...item, candidate: { ...item.candidate, sourceId: '1' } },
        ),
      }),
      'the items of a page are different ones',
    ),
    'counts its pages by itself': {
      how: ({ fetchPage }) => {
        counted += 1;
        const own = counted;
        return { fetchPage: async (...asked) => ({ ...(await fetchPage(...asked)), next: own }) };
      },
      foundBy: ['the same reply is the same page'],
    },
    'does not know its own empty page': {
      how: ({ replay }) => ({ replay: { ...replay, emptyBody: '[]' } }),
      foundBy: ['the empty body is a page without items'],
    },
    'leaves out what it cannot read': pages(
      (page) => ({ ...page, items: page.items.filter(({ kind }) => kind === 'candidate') }),
      'an item that cannot be read is kept with its reason, and spoils no other',
    ),
    'gives up a page for one item': pages(
      (page) =>
        page.items.some(({ kind }) => kind === 'malformed')
          ? { ...page, items: page.items.map(({ raw }) => ({ kind: 'malformed', raw, reason: 'spoilt' })) }
          : page,
      'an item that cannot be read is kept with its reason, and spoils no other',
    ),
    'reads an item otherwise the second time': {
      how: ({ readItem }) => ({
        readItem: (raw) => ({ ...(readItem?.(raw) ?? { kind: 'malformed', reason: '' }), raw: 'again' }),
      }),
      foundBy: ['an item is read again as it was on its page'],
    },
    'goes on where JSON does not lead': pages(
      // biome-ignore lint/suspicious/noExplicitAny: what the contract forbids
      (page) => ({ ...page, next: new Date(0) as any }),
      'where to go on survives JSON, and leads to another request',
    ),
    'asks for the first page again and again': {
      how: ({ fetchPage }) => ({ fetchPage: (request, context) => fetchPage({ ...request, cursor: null }, context) }),
      foundBy: ['where to go on survives JSON, and leads to another request'],
    },
    'reads the first ticker alone': tickersOf((url, { tickersOf }) => tickersOf(url)?.slice(0, 1) ?? null),
    'reads tickers in capitals alone': tickersOf((url, { tickersOf }) =>
      /[a-z]/.test(url.searchParams.get('symbols') ?? '') ? null : tickersOf(url),
    ),
    'reads tickers where there are none': tickersOf((url, { tickersOf }) => tickersOf(url) ?? []),
    'asks for five tickers of the ten': {
      how: ({ fetchPage }) => ({
        fetchPage: (request, context) => fetchPage({ ...request, tickers: request.tickers.slice(0, 5) }, context),
      }),
      foundBy: ['as many tickers as it takes are one request'],
    },
    'says that it cannot be asked for tickers, and asks for them': {
      how: ({ capabilities }) => ({ capabilities: { ...capabilities, isUnfiltered: true } }),
      foundBy: ['who cannot be asked for tickers sends one request, whichever are wanted'],
    },
    'knows no ticker of its requests': tickersOf(() => null),
    'has one page, and does not say so': pages(
      (page) => ({ ...page, next: null }),
      'where to go on survives JSON, and leads to another request',
    ),
    'asks for a window, and does not say so': {
      how: (_, { fetch = globalThis.fetch, ...options }) => ({
        fetchPage: (request, context) =>
          createSmallSource({
            ...options,
            fetch: (url, init) => fetch(`${url}&from=${request.window?.from}`, init),
          }).fetchPage(request, context),
      }),
      foundBy: ['a range says which window it asked for, or asks for none'],
    },
    'says that it asked for another day': pages(
      (page) => ({ ...page, asked: { from: 0, to: 1 } }),
      'a range says which window it asked for, or asks for none',
    ),
    'goes on listening to the signal': {
      how: ({ fetchPage }) => ({
        fetchPage(request, context) {
          context.signal.addEventListener('abort', () => {});
          return fetchPage(request, context);
        },
      }),
      foundBy: ['a page leaves nothing behind at the signal'],
    },
    'takes its key to wherever it is sent': {
      how: (_, { fetch = globalThis.fetch, ...options }) => ({
        fetchPage: createSmallSource({ ...options, fetch: (url, init) => fetch(url, { ...init, redirect: 'follow' }) })
          .fetchPage,
      }),
      foundBy: ['a key goes along in a request, and to no other host'],
    },
    'shows what is repeated of its key': {
      how: (_, options) => ({ fetchPage: createSmallSource({ ...options, redact: (text) => text }).fetchPage }),
      foundBy: ['what a provider repeats of the key is on no page'],
    },
  });
});

let counted = smallKey.length;
