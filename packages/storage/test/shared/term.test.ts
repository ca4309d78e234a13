import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isOver } from '../../src/shared/term.js';

test('a term is over at its end and before its beginning, whatever made the clock wrong', () => {
  expect([9, 10, 19, 20].map((now) => isOver({ from: 10, until: 20 }, now))).toEqual([true, false, false, true]);
  fc.assert(
    fc.property(fc.integer(), fc.nat(), fc.nat(), (now, before, after) => {
      expect(isOver({ from: now - before, until: now + after + 1 }, now)).toBe(false);
      expect(isOver({ from: now + before + 1, until: now + before + after + 1 }, now)).toBe(true);
      expect(isOver({ from: now - before - after, until: now - before }, now)).toBe(true);
    }),
  );
});
