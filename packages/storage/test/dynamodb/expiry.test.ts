import { expect, test } from 'vitest';
import { noon } from '../../src/conformance/build.js';
import { dynamoTtlAttribute, expiring, isExpired } from '../../src/dynamodb/expiry.js';

test('a row lasts for so long, to the second and never shorter', () => {
  const row = { pk: 'E#1', sk: '1', ...expiring(noon + 1, 1_000) };
  expect(row[dynamoTtlAttribute]).toBe(Math.ceil((noon + 1_001) / 1_000));
  expect([isExpired(row, noon + 1_001), isExpired(row, noon + 2_001)]).toEqual([false, true]);
  expect(isExpired({ pk: 'HEAD', sk: 'head' }, noon)).toBe(false);
});
