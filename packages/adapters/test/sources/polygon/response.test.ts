import { expect, test } from 'vitest';
import { isPolygonReply, polygonItem } from '../../../src/sources/polygon/response.js';
import { fixture, fixtureItems } from '../../support/fixtures.js';

test('a good reply says so, and has results or none at all', () => {
  const reply = fixture('polygon/news.json');
  if (!isPolygonReply(reply)) throw new TypeError('the fixture is no reply');
  for (const item of reply.results ?? []) expect(polygonItem.safeParse(item).success).toBe(true);
  expect(isPolygonReply({ status: 'DELAYED', results: [] })).toBe(true);
  expect(isPolygonReply({ status: 'OK', count: 0 })).toBe(true);
});

test.each([
  null,
  [],
  {},
  { results: [] },
  { status: 'OK' },
  { status: 'OK', count: 3 },
  { status: 'OK', results: null, count: 0 },
  { status: 'ERROR', results: [] },
  { status: 'NOT_AUTHORIZED', message: 'no' },
])('%j is no reply', (body) => {
  expect(isPolygonReply(body)).toBe(false);
});

test('no malformed item has what an item must have', () => {
  for (const item of fixtureItems('polygon/malformed-items.json'))
    expect(polygonItem.safeParse(item).success).toBe(false);
});
