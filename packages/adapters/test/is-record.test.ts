import { expect, test } from 'vitest';
import { isRecord } from '../src/is-record.js';

test.each([
  [{}, true],
  [{ a: 1 }, true],
  [[], false],
  [null, false],
  ['a', false],
  [1, false],
  [undefined, false],
])('%j: %s', (value, is) => {
  expect(isRecord(value)).toBe(is);
});
