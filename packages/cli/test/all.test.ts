import { expect, it } from 'vitest';
import { all } from '../src/all.js';

it('gathers everything in order', async () => {
  async function* numbers() {
    yield 1;
    yield 2;
  }
  expect(await all(numbers())).toEqual([1, 2]);
});
