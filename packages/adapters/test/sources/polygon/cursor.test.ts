import { describe, expect, test } from 'vitest';
import { fromCursor, tickerOfCursor, toCursor } from '../../../src/sources/polygon/cursor.js';

const encoded = (text: string) => Buffer.from(text).toString('base64url');

describe('the cursor of Polygon', () => {
  test.each([
    ['https://api.polygon.io/v2/reference/news?cursor=abc', 'cursor=abc'],
    ['https://api.massive.com:443/v2/reference/news?cursor=abc', 'cursor=abc'],
    ['https://elsewhere.example/steal?cursor=abc', 'cursor=abc'],
    ['/v2/reference/news?cursor=abc', 'cursor=abc'],
    ['https://api.polygon.io/v2/reference/news?cursor=abc&apiKey=secret&token=b', 'cursor=abc'],
    ['https://api.polygon.io/v2/reference/news?ticker=QNDL&published_utc.lt=1', 'ticker=QNDL&published_utc.lt=1'],
    ['https://user:word@api.polygon.io/?cursor=a%26b', 'cursor=a%26b'],
  ])('of %s is the query, without a key', (nextUrl, cursor) => {
    expect(toCursor(nextUrl)).toBe(cursor);
    expect(fromCursor(cursor)).toBe(cursor);
  });

  test.each([
    undefined,
    null,
    '',
    7,
    {},
    'https://[',
    'https://api.polygon.io/v2/reference/news',
    'https://a.example/?apiKey=b',
  ])('of %j is none', (nextUrl) => {
    expect(toCursor(nextUrl)).toBeNull();
  });

  test('of an older version, or with a key, is none of its own', () => {
    expect([null, 7, [], {}, '', 'apiKey=b'].map(fromCursor)).toEqual([null, null, null, null, null, null]);
    expect(fromCursor('cursor=a&apiKey=b')).toBe('cursor=a');
  });

  test.each([
    ['ap=2022-01-13T11%3A20%3A10Z&as=YNyED&order=descending&ticker=BRK.B', 'BRK.B'],
    ['{"limit":1,"order":"ascending","ticker":{"eq":"QNDL"},"search_after":[1,null]}', 'QNDL'],
    ['{"ticker":"QNDL"}', 'QNDL'],
    ['{"limit":1,"ticker":{},"published_utc":{"gte":"2021-04-26"}}', null],
    ['\u0000\u0001', null],
    ['', null],
  ])('tells its ticker (%s)', (text, ticker) => {
    expect(tickerOfCursor(encoded(text))).toBe(ticker);
  });
});
