import { expect, test } from 'vitest';
import { isMarketauxReply, marketauxItem, reachOf } from '../../../src/sources/marketaux/response.js';
import { fixture, fixtureItems } from '../../support/fixtures.js';

test('a good reply has items, whatever it warns of, and says how far it reaches', () => {
  const reply = fixture('marketaux/news.json');
  if (!isMarketauxReply(reply)) throw new TypeError('the fixture is no reply');
  for (const item of reply.data) expect(marketauxItem.safeParse(item).success).toBe(true);
  expect(reachOf(reply)).toEqual({ found: 4, read: 3 });
  expect(reachOf({ data: [], meta: { found: 10, limit: 3, page: 4 } })).toEqual({ found: 10, read: 12 });
});

test.each([
  undefined,
  null,
  [],
  {},
  { found: 1, page: 1 },
  { found: '1', page: 1, limit: 3 },
  { found: -1, page: 1, limit: 3 },
])('a meta of %j says nothing', (meta) => {
  expect(reachOf({ data: [], meta })).toBeNull();
});

test.each([null, [], {}, { data: null }, { meta: {} }, { data: [], error: { code: 'x' } }])(
  '%j is no reply',
  (body) => {
    expect(isMarketauxReply(body)).toBe(false);
  },
);

test('no malformed item has what an item must have', () => {
  for (const item of fixtureItems('marketaux/malformed-items.json'))
    expect(marketauxItem.safeParse(item).success).toBe(false);
});
