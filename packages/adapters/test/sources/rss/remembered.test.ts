import { describe, expect, test } from 'vitest';
import { parseFeed } from '../../../src/feed/parse-feed.js';
import { conditionOf, missedBetween, readRemembered, rememberedOf } from '../../../src/sources/rss/remembered.js';

const hour = (number: number) => `2025-03-04T${String(number).padStart(2, '0')}:00:00Z`;
function entriesAt(...hours: number[]) {
  const items = hours.map((number) => `<item><title>x</title><pubDate>${hour(number)}</pubDate></item>`);
  const parsed = parseFeed(`<rss><channel>${items.join('')}</channel></rss>`);
  return parsed.kind === 'feed' ? parsed.feed.entries : [];
}
const kept = (headers: Record<string, string>, ...hours: number[]) =>
  rememberedOf(new Headers(headers), entriesAt(...hours), 'o');

describe('what is remembered of a feed', () => {
  test('are its validators, its newest entry and how many there were', () => {
    const before = kept({ etag: 'W/"1"', 'last-modified': 'Tue, 04 Mar 2025 08:30:00 GMT' }, 3, 5, 4);
    expect(before).toEqual({
      options: 'o',
      etag: 'W/"1"',
      lastModified: 'Tue, 04 Mar 2025 08:30:00 GMT',
      newest: Date.parse(hour(5)),
      entries: 3,
    });
    expect(conditionOf(before)).toEqual({ 'if-none-match': 'W/"1"', 'if-modified-since': before.lastModified });
    expect(readRemembered(JSON.parse(JSON.stringify(before)), 'o')).toEqual(before);
  });

  test('is nothing without validators, with endless ones, of other options, or of an older version', () => {
    expect(conditionOf(null)).toEqual({});
    expect(conditionOf(kept({}))).toEqual({});
    expect(kept({ etag: `"${'x'.repeat(600)}"` })).toMatchObject({ etag: null, newest: null, entries: 0 });
    expect(readRemembered(kept({ etag: '"1"' }), 'p')).toBeNull();
    for (const value of [undefined, null, 7, { etag: '"1"' }]) expect(readRemembered(value, 'o')).toBeNull();
  });

  test('tells what fell off the end of a feed in between', () => {
    const before = kept({}, 1, 2, 3);
    expect(missedBetween(before, entriesAt(5, 6, 7))).toEqual({ from: Date.parse(hour(3)), to: Date.parse(hour(5)) });
    expect(missedBetween(before, entriesAt(3, 4, 5))).toBeNull();
    // It drops what is old.
    expect(missedBetween(before, entriesAt(5, 6))).toBeNull();
    expect(missedBetween(before, entriesAt())).toBeNull();
    expect(missedBetween(kept({}), entriesAt(5))).toBeNull();
    expect(missedBetween(null, entriesAt(5))).toBeNull();
  });
});
