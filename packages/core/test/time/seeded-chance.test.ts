import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededChance } from '../../src/time/seeded-chance.js';

function numbers(seed: number, count: number): number[] {
  const chance = seededChance(seed);
  return Array.from({ length: count }, () => chance.next());
}

describe('seededChance', () => {
  it('gives the same numbers for the same seed, run after run', () => {
    expect(numbers(7, 100)).toEqual(numbers(7, 100));
    expect(numbers(1, 3)).toEqual([0.6270739405881613, 0.002735721180215478, 0.5274470399599522]);
  });

  it('gives other numbers for another seed', () => {
    expect(new Set([0, 1, 2, 3, 4].map((seed) => `${numbers(seed, 3)}`)).size).toBe(5);
  });

  it('keeps two chances of one seed apart', () => {
    const [left, right] = [seededChance(7), seededChance(7)];
    left.next();
    expect(left.next()).not.toBe(right.next());
  });

  it('stays from 0 up to, not including, 1, whatever the seed', () => {
    fc.assert(
      fc.property(fc.oneof(fc.integer(), fc.double()), (seed) => {
        for (const number of numbers(seed, 50)) {
          expect(number).toBeGreaterThanOrEqual(0);
          expect(number).toBeLessThan(1);
        }
      }),
    );
  });

  it('fills ten equal drawers alike', () => {
    const drawers = new Array<number>(10).fill(0);
    for (const number of numbers(42, 10_000)) {
      const drawer = Math.floor(number * 10);
      drawers[drawer] = (drawers[drawer] ?? 0) + 1;
    }
    // 1000 are expected, with a deviation of 30: five of these are a margin that only a broken one leaves.
    for (const count of drawers) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });
});
