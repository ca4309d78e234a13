import { expect, it } from 'vitest';
import { firstLine } from '../src/first-line.js';

it('is what stands before the first break, and all where there is none', () => {
  expect(['no weights\n  at line 1\n', 'no weights', '', '\n'].map(firstLine)).toEqual([
    'no weights',
    'no weights',
    '',
    '',
  ]);
});
