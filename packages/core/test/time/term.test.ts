import { expect, it } from 'vitest';
import { isOver, term, termAround } from '../../src/time/term.js';

it('is over after its length, and also before it can have begun', () => {
  const around = termAround(1000, 100);
  expect([899, 900, 1000, 1099, 1100].map((now) => isOver(around, now))).toEqual([true, false, false, false, true]);
});

it('survives being kept', () => {
  const around = termAround(1000, 100);
  expect(term.parse(JSON.parse(JSON.stringify(around)))).toEqual(around);
});
