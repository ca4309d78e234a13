import type { LeaseToken } from '@ingest/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { minute, noon, owner, term } from '../../src/conformance/build.js';
import { canTake, leaseLost, taken } from '../../src/shared/lease.js';

const held = taken('run', null, owner(1), term());
const record = { number: held.number, held };

describe('a lease', () => {
  test('can be taken when it never was, or is free', () => {
    expect(canTake(null, term())).toBe(true);
    expect(canTake({ number: 4, held: null }, term())).toBe(true);
  });

  test('is over exactly outside of the time from `from` to before `until`', () => {
    fc.assert(
      fc.property(fc.integer({ min: -3 * minute, max: 3 * minute }), (shift) => {
        const isOver = shift >= minute || shift < -minute;
        expect(canTake(record, term(shift))).toBe(isOver);
      }),
    );
  });

  test('can be taken from the holder of the number that is named, and no other', () => {
    expect(canTake(record, term(), held.number)).toBe(true);
    expect(canTake(record, term(), held.number + 1)).toBe(false);
  });

  test('has a number one larger than the one before', () => {
    expect(held).toEqual({
      name: 'run',
      number: 1,
      ...owner(1),
      takenAt: noon,
      from: noon - minute,
      until: noon + minute,
    });
    expect(taken('run', record, owner(2), term()).number).toBe(2);
    expect(taken('run', { number: 9, held: null }, owner(2), term()).number).toBe(10);
  });

  test('that was lost says which, and what that means', () => {
    const token: LeaseToken = { name: 'run', number: 7 };
    expect(leaseLost(token)).toMatchObject({
      code: 'STORE_LEASE_LOST',
      message: expect.stringContaining('"run" with number 7'),
      hint: expect.stringContaining('nothing was written'),
    });
  });
});
