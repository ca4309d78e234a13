import { expect, test } from 'vitest';
import { decoded } from '../../src/http/decoded.js';

test('reads a part of a url as it was meant', () => {
  expect(['p%40ss', 'a%zz', '', undefined].map(decoded)).toEqual(['p@ss', 'a%zz', undefined, undefined]);
});
