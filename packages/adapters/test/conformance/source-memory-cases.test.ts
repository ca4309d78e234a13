import { type Json, type PageContext, type PageRequest, type Source, SourceError } from '@ingest/core';
import { describe } from 'vitest';
import { sourceMemoryCases } from '../../src/conformance/source-memory-cases.js';
import type { SourceOptions } from '../../src/sources/source-options.js';
import { type BrokenSource, createSmallSource, findOutSources, smallSubject } from '../support/small-source.js';

/** The small source as one that asks for its page only if it has changed. */
function remembering(right: Source, options: SourceOptions): Source {
  const { fetch = globalThis.fetch } = options;
  return {
    ...right,
    capabilities: { ...right.capabilities, remembers: true },
    async fetchPage(request, context) {
      const etag = etagOf(context.remembered);
      let answer = new Response();
      const conditional = createSmallSource({
        ...options,
        async fetch(url, init) {
          const headers = {
            ...(init?.headers as Record<string, string>),
            ...(etag !== null && { 'if-none-match': etag }),
          };
          answer = await fetch(url, { ...init, headers });
          return answer;
        },
      });
      try {
        const page = await conditional.fetchPage(request, context);
        return { ...page, remember: { etag: answer.headers.get('etag') } };
      } catch (thrown) {
        if (answer.status !== 304 || (etag === null && context.isReplay !== true)) throw thrown;
        return { items: [], next: null, asked: null, isUnchanged: true };
      }
    },
  };
}

function etagOf(remembered: Json | undefined): string | null {
  const { etag } = (remembered ?? {}) as { readonly etag?: unknown };
  return typeof etag === 'string' ? etag : null;
}

const subjectOf = (how?: BrokenSource['how']) =>
  smallSubject((small, options) => {
    const right = remembering(small, options);
    return { ...right, ...how?.(right, options) };
  });

function asks(
  how: (right: Source['fetchPage'], ...asked: [PageRequest, PageContext]) => ReturnType<Source['fetchPage']>,
  ...foundBy: string[]
): BrokenSource {
  return { how: ({ fetchPage }) => ({ fetchPage: (...asked) => how(fetchPage, ...asked) }), foundBy };
}

describe('the cases of memory', () => {
  findOutSources(
    sourceMemoryCases,
    {
      'remembers, and gives nothing to remember': asks(async (right, ...asked) => {
        const { remember: _, ...page } = await right(...asked);
        return page;
      }, 'what it remembers changes what it asks for'),
      'gives to remember what JSON does not keep': asks(
        async (right, ...asked) => ({ ...(await right(...asked)), remember: new Date(0) as never }),
        'what it remembers changes what it asks for',
      ),
      'remembers, and asks without a condition': asks(
        (right, request, { remembered: _, ...context }) => right(request, context),
        'what it remembers changes what it asks for',
      ),
      'takes a 304 to its condition for an error': asks(async (right, ...asked) => {
        const page = await right(...asked);
        if (page.isUnchanged) throw new SourceError('EMPTY_RESPONSE', 'no body', { source: 'small' });
        return page;
      }, 'who asked with a condition takes a 304 for nothing new, and no other does'),
      'takes a 304 for an empty page': asks(async (right, ...asked) => {
        const { isUnchanged: _, ...page } = await right(...asked);
        return page;
      }, 'who asked with a condition takes a 304 for nothing new, and no other does'),
      'does not know a 304 of a recording': asks(
        (right, request, context) => right(request, { ...context, isReplay: false }),
        'who asked with a condition takes a 304 for nothing new, and no other does',
      ),
      'takes a 304 for nothing new that it did not ask for': asks(
        (right, request, context) => right(request, { ...context, isReplay: true }),
        'a 304 that nobody asked for is no page',
      ),
      'has a condition before it was ever answered': asks(
        (right, request, context) => right(request, { ...context, remembered: { etag: '"0"' } }),
        'a 304 that nobody asked for is no page',
      ),
      'believes whatever it is handed': asks(
        (right, request, { remembered, ...context }) =>
          right(request, {
            ...context,
            ...(remembered !== undefined && { remembered: { etag: JSON.stringify(remembered) } }),
          }),
        'what it cannot read of its memory is as nothing',
      ),
      'reads nothing once it remembers something': asks(
        async (right, request, context) =>
          etagOf(context.remembered) === null
            ? right(request, context)
            : { items: [], next: null, asked: null, isUnchanged: true },
        'a page that has changed is read also by who remembers another',
      ),
      'says of every page that nothing is new': asks(
        async (right, ...asked) => ({ ...(await right(...asked)), isUnchanged: true }),
        'who gives something to remember says so, and a page with items is not unchanged',
      ),
      'remembers, and does not say so': {
        how: ({ capabilities }) => ({ capabilities: { ...capabilities, remembers: false } }),
        foundBy: ['who gives something to remember says so, and a page with items is not unchanged'],
      },
    },
    subjectOf,
  );
});
