import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backoffDelayMs, requestBackoff } from '../../src/resilience/backoff.js';
import { maxAttempts } from '../../src/resilience/retry.js';

const backoff = { baseMs: 100, maxMs: 300 };
/** Chance never gives 1: this is the most it gives. */
const most = { next: () => 1 - Number.EPSILON };

describe('backoffDelayMs', () => {
  it('doubles its bound up to a maximum and takes any part of it', () => {
    expect([1, 2, 3, 9].map((retry) => backoffDelayMs(backoff, retry, most))).toEqual([100, 200, 300, 300]);
    expect(backoffDelayMs(backoff, 2, { next: () => 0.25 })).toBe(50);
    expect(backoffDelayMs(backoff, 2, { next: () => 0 })).toBe(0);
  });

  it('grows by the factor that it is given', () => {
    const delays = [1, 2, 3].map((retry) => backoffDelayMs({ baseMs: 100, maxMs: 700, factor: 3 }, retry, most));
    expect(delays).toEqual([100, 300, 700]);
  });

  it('gives whole milliseconds within the bound, however often it was tried', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5000 }),
        fc.integer({ min: 1, max: 5000 }),
        fc.integer({ min: 1, max: 10_000 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (baseMs, maxMs, retry, next) => {
          const delayMs = backoffDelayMs({ baseMs, maxMs }, retry, { next: () => next });
          expect(Number.isInteger(delayMs)).toBe(true);
          expect(delayMs).toBeGreaterThanOrEqual(0);
          expect(delayMs).toBeLessThanOrEqual(Math.min(maxMs, baseMs * 2 ** (retry - 1)));
        },
      ),
    );
  });
});

describe('requestBackoff', () => {
  it('fits with all its delays into half the time of a collection', () => {
    const delays = Array.from({ length: maxAttempts - 1 }, (_, index) =>
      backoffDelayMs(requestBackoff, index + 1, most),
    );
    expect(delays).toEqual([250, 500, 1000]);
    expect(delays.reduce((sum, delayMs) => sum + delayMs, 0)).toBeLessThan(5000);
  });
});
