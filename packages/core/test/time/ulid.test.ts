import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededChance } from '../../src/time/seeded-chance.js';
import { ulid } from '../../src/time/ulid.js';

const lastMs = 2 ** 48 - 1;
const at = fc.integer({ min: 0, max: lastMs });
const none = { next: () => 0 };
const most = { next: () => 1 - Number.EPSILON };

describe('ulid', () => {
  it('writes time and chance as the specification does', () => {
    // The example of the specification: 1469918176385 is 01ARYZ6S41.
    expect(ulid(1_469_918_176_385, none)).toBe('01ARYZ6S410000000000000000');
    expect(ulid(lastMs, most)).toBe('7ZZZZZZZZZZZZZZZZZZZZZZZZZ');
  });

  it('is 26 characters of Crockford’s alphabet', () => {
    fc.assert(
      fc.property(at, fc.integer(), (ms, seed) => {
        expect(ulid(ms, seededChance(seed))).toMatch(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/);
      }),
    );
  });

  it('sorts by time, whatever chance adds', () => {
    fc.assert(
      fc.property(at, at, (left, right) => {
        fc.pre(left !== right);
        const [earlier, later] = [Math.min(left, right), Math.max(left, right)];
        expect(ulid(earlier, most) < ulid(later, none)).toBe(true);
      }),
    );
  });

  it('is the same for the same time and chance', () => {
    expect(ulid(1_469_918_176_385, seededChance(3))).toBe(ulid(1_469_918_176_385, seededChance(3)));
  });

  it('differs within a millisecond by chance', () => {
    const chance = seededChance(3);
    expect(new Set(Array.from({ length: 1000 }, () => ulid(5, chance))).size).toBe(1000);
  });
});
