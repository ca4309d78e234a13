import { describe, expect, it } from 'vitest';
import { millisecondsBetween } from '../../src/contracts/clock.js';

const reading = (monotonicMs: number) => ({ monotonicMs });

describe('millisecondsBetween', () => {
  it('is the difference of two readings, fractions included', () => {
    expect(millisecondsBetween(reading(1000), reading(1250.5))).toBe(250.5);
    expect(millisecondsBetween(reading(-5), reading(5))).toBe(10);
  });

  it('is never negative', () => {
    expect(millisecondsBetween(reading(1250), reading(1000))).toBe(0);
  });
});
