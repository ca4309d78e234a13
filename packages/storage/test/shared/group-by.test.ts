import { expect, test } from 'vitest';
import { groupBy } from '../../src/shared/group-by.js';

test('rows of one key stay together, in their order', () => {
  const groups = groupBy(['apple', 'beet', 'avocado'], (word) => word[0]);
  expect([...groups]).toEqual([
    ['a', ['apple', 'avocado']],
    ['b', ['beet']],
  ]);
});
