import { expect, test } from 'vitest';
import { alphaVantageItem, feedOf, isAlphaVantageReply } from '../../../src/sources/alphavantage/response.js';
import { fixture, fixtureItems } from '../../support/fixtures.js';

test('a feed is a list of items, whatever else the reply says', () => {
  const reply = fixture('alphavantage/news-sentiment.json');
  if (!isAlphaVantageReply(reply)) throw new TypeError('the fixture is no reply');
  expect(feedOf(reply)).toHaveLength(4);
  for (const item of feedOf(reply)) expect(alphaVantageItem.safeParse(item).success).toBe(true);
});

test('no articles found is a feed of nothing', () => {
  const reply = { Information: 'No articles found. Please adjust the time range or refer to the API documentation' };
  if (!isAlphaVantageReply(reply)) throw new TypeError('no reply');
  expect(feedOf(reply)).toEqual([]);
});

test.each([
  null,
  [],
  {},
  { items: '0' },
  { feed: {} },
  { feed: null, Information: 'No articles found' },
  { Information: 'Our rate limit' },
  { Information: ['No articles found'] },
  { Note: 'No articles found' },
])('%j is no reply', (body) => {
  expect(isAlphaVantageReply(body)).toBe(false);
});

test('no malformed item has what an item must have', () => {
  for (const item of fixtureItems('alphavantage/malformed-items.json'))
    expect(alphaVantageItem.safeParse(item).success).toBe(false);
});
