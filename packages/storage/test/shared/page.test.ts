import { expect, test } from 'vitest';
import { numbered } from '../../src/conformance/build.js';
import { assertPage, maxArticlesPerCommit, textOf } from '../../src/shared/page.js';

test('a page is as large as the store declares, and not larger', () => {
  const articles = Array.from({ length: maxArticlesPerCommit + 1 }, (_, index) => numbered(index));
  expect(() => assertPage(articles.slice(1))).not.toThrow();
  expect(() => assertPage(articles)).toThrow(new RangeError('a page of 101 articles: at most 100 go into one commit'));
});

test('the text of an article is what a revision can change', () => {
  const { headline, description, tickers } = numbered(3);
  expect(textOf(numbered(3))).toMatchObject({ headline, description, tickers });
});
