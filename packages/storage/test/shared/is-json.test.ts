import { expect, test } from 'vitest';
import { isJson } from '../../src/shared/is-json.js';

test.each([
  ['{"a":[1,null]}', true],
  ['"text"', true],
  ['', false],
  ['{"a":', false],
  ['undefined', false],
])('%j is JSON: %s', (text, isSo) => {
  expect(isJson(text)).toBe(isSo);
});
