import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isOver, term, termAround } from '../../src/time/term.js';

it('is over after its length, and also before it can have begun', () => {
  const around = termAround(1000, 100);
  expect([899, 900, 1000, 1099, 1100].map((now) => isOver(around, now))).toEqual([true, false, false, false, true]);
});

it('is over at its end and before its beginning, whatever made the clock wrong', () => {
  fc.assert(
    fc.property(fc.integer(), fc.nat(), fc.nat(), (now, before, after) => {
      expect(isOver({ from: now - before, until: now + after + 1 }, now)).toBe(false);
      expect(isOver({ from: now + before + 1, until: now + before + after + 1 }, now)).toBe(true);
      expect(isOver({ from: now - before - after, until: now - before }, now)).toBe(true);
    }),
  );
});

it('survives being kept', () => {
  const around = termAround(1000, 100);
  expect(term.parse(JSON.parse(JSON.stringify(around)))).toEqual(around);
});
