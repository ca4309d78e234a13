import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  isShare,
  malformedReason,
  optionalId,
  optionalText,
  optionalTime,
  records,
  texts,
  wholeNumber,
} from '../../src/sources/fields.js';

describe('optionalId', () => {
  test.each([
    [42, '42'],
    [0, '0'],
    [-7, '-7'],
    [1.5, '1.5'],
    [9007199254740991, '9007199254740991'],
    ['9007199254740993', '9007199254740993'],
    ['a-b', 'a-b'],
    [null, null],
    [undefined, null],
    [Number.POSITIVE_INFINITY, null],
    [true, null],
    [{}, null],
  ])('reads %j as %j', (value, id) => {
    expect(optionalId(value)).toBe(id);
  });
});

test('optional fields of another type count as absent', () => {
  expect([optionalText('a'), optionalText(1), optionalText(null)]).toEqual(['a', null, null]);
  expect([optionalTime('a'), optionalTime(1), optionalTime({})]).toEqual(['a', 1, null]);
  expect([texts(['a', 1, null, 'b']), texts('a'), texts(null)]).toEqual([['a', 'b'], [], []]);
});

test('lists of objects, and of nothing else', () => {
  expect([records([{ a: 1 }, 1, null, [], {}]), records({}), records(null)]).toEqual([[{ a: 1 }, {}], [], []]);
});

test('what a market stands before is no share', () => {
  expect(['BRK-A', 'AAPL', 'CRYPTO:BTC', 'X:BTCUSD'].filter(isShare)).toEqual(['BRK-A', 'AAPL']);
});

test('a whole number in a header', () => {
  expect(['7', ' 12 ', '0', '', '-1', '1.5', 'many', '9'.repeat(13), null].map(wholeNumber)).toEqual([
    7,
    12,
    0,
    null,
    null,
    null,
    null,
    null,
    null,
  ]);
});

describe('malformedReason', () => {
  const schema = z.object({ title: z.string() });
  const reasonOf = (item: unknown) => {
    const { error } = schema.safeParse(item);
    if (error === undefined) throw new TypeError('the item is not malformed');
    return malformedReason(error, item, { title: 'a text' });
  };

  test.each([
    [{}, 'title: missing'],
    [{ title: null }, 'title: not a text'],
    [{ title: 1 }, 'title: not a text'],
    [null, 'item: not an object'],
    [[], 'item: not an object'],
    ['x', 'item: not an object'],
  ])('says of %j: %s', (item, reason) => {
    expect(reasonOf(item)).toBe(reason);
  });
});
