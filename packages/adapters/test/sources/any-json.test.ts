import { SourceError } from '@ingest/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ask } from '../support/ask.js';
import { sourcesUnderTest } from '../support/sources.js';

/** Values that look a little like items, so that the fields are reached. */
const nearlyItem = fc.record(
  Object.fromEntries(
    [
      'id',
      'title',
      'headline',
      'publishedDate',
      'datetime',
      'tickers',
      'related',
      'source',
      'url',
      'tags',
      'crawlDate',
      'time_published',
      'ticker_sentiment',
      'published_utc',
      'insights',
      'published_at',
      'entities',
    ].map((field) => [field, fc.oneof(fc.string(), fc.jsonValue({ maxDepth: 2 }))]),
  ),
  { requiredKeys: [] },
);

describe.each(sourcesUnderTest)('$name', ({ create, listOf, replyOf }) => {
  const answering = (body: string, status = 200) => create({ fetch: async () => new Response(body, { status }) });

  test('any JSON value as a reply gives a page or a SourceError', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.jsonValue(), fc.array(fc.jsonValue()).map(replyOf)),
        fc.constantFrom(200, 201, 400, 403, 429, 500),
        async (value, status) => {
          const source = answering(JSON.stringify(value), status);
          const isAcceptable = await ask(source).then(
            ({ items }) => items.length === listOf(value)?.length,
            (error) => SourceError.is(error),
          );
          expect(isAcceptable).toBe(true);
        },
      ),
    );
  });

  test('any text as a reply gives a page or a SourceError', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (text) => {
        const isAcceptable = await ask(answering(text)).then(
          () => true,
          (error) => SourceError.is(error),
        );
        expect(isAcceptable).toBe(true);
      }),
    );
  });

  test('any JSON value as an item is a candidate or malformed with a reason', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(nearlyItem, fc.jsonValue({ maxDepth: 3 })), { minLength: 1 }),
        async (values) => {
          const { items } = await ask(answering(JSON.stringify(replyOf([{}, ...values]))));
          expect(items).toHaveLength(values.length + 1);
          for (const item of items) {
            if (item.kind === 'malformed') expect(item.reason).toMatch(/^\w+: .+/);
            else expect(typeof item.candidate.headline).toBe('string');
          }
        },
      ),
    );
  });
});
