import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  bodyOf,
  fromInstantText,
  fromItem,
  instantText,
  keyText,
  rowOf,
  sorted,
  toAttribute,
  toItem,
  toKeyItem,
} from '../../src/dynamodb/row.js';

const key = { pk: 'S#1', sk: '12' };

describe('a row', () => {
  test('goes to DynamoDB and comes back as it was', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.integer(), (body, version) => {
        const row = fromItem(JSON.parse(JSON.stringify(toItem(rowOf(key, body, { version })))));
        expect(row).toMatchObject({ ...key, version });
        expect(bodyOf(row)).toEqual(JSON.parse(JSON.stringify(body)));
      }),
    );
    expect([toAttribute('1'), toAttribute(1), toKeyItem(key)]).toEqual([
      { S: '1' },
      { N: '1' },
      { pk: { S: 'S#1' }, sk: { S: '12' } },
    ]);
  });

  test('that is long is deflated', () => {
    const body = { text: 'x'.repeat(2_000_000) };
    const row = rowOf(key, body);
    expect(JSON.stringify(row).length).toBeLessThan(10_000);
    expect(bodyOf(row)).toEqual(body);
  });

  test('that does not fit at all is STORE_FULL', () => {
    let seed = 1;
    const noise = Array.from({ length: 600_000 }, () => {
      seed = (seed * 48_271) % 2_147_483_647;
      return String.fromCharCode(33 + (seed % 90));
    }).join('');
    expect(() => rowOf(key, noise)).toThrow(/does not fit into DynamoDB/);
  });

  test('has a key that is no other', () => {
    expect(keyText(key)).not.toBe(keyText({ pk: 'S#11', sk: '2' }));
  });
});

test('counts and instants sort as text as they do as numbers', () => {
  const instants = [-86_400_000, -1, 0, 9, 10, 1_770_000_000_000];
  expect(instants.map(instantText).sort().map(fromInstantText)).toEqual(instants);
  expect([100, 9, 20].map(sorted).sort().map(Number)).toEqual([9, 20, 100]);
});
