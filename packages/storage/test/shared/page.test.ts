import { articleIdentity } from '@ingest/core';
import { expect, test } from 'vitest';
import { numbered } from '../../src/conformance/build.js';
import { assertPage, keptIdentity, maxArticlesPerCommit, textOf } from '../../src/shared/page.js';

test('a page is as large as the store declares, and not larger', () => {
  const articles = Array.from({ length: maxArticlesPerCommit + 1 }, (_, index) => numbered(index));
  expect(() => assertPage(articles.slice(1))).not.toThrow();
  expect(() => assertPage(articles)).toThrow(new RangeError('a page of 101 articles: at most 100 go into one commit'));
});

test('the text of an article is what a revision can change', () => {
  const { headline, description, tickers } = numbered(3);
  expect(textOf(numbered(3))).toMatchObject({ headline, description, tickers });
});

test('a kept article is known as what it came as, whatever it says by now', () => {
  const facts = { dedupKey: 'key' as never, firstSeenAt: 0, joinedBy: null, earlier: [], addedTickers: [] };
  const named = { ...numbered(3), ...facts };
  expect(keptIdentity({ ...named, headline: 'Changed since' })).toBe(articleIdentity(numbered(3)));
  expect(keptIdentity({ ...named, sourceId: null, headline: '' })).toBe('tiingo\u0000~key');
});
