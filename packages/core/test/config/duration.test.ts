import { describe, expect, it } from 'vitest';
import { duration, parseDuration } from '../../src/config/duration.js';

describe('parseDuration', () => {
  it('reads minutes, hours and days', () => {
    expect(['90m', '24h', '7d'].map(parseDuration)).toEqual([5_400_000, 86_400_000, 604_800_000]);
    expect(['', '5', '5w', '-5h', '1.5h'].map(parseDuration)).toEqual([null, null, null, null, null]);
  });
});

describe('duration', () => {
  it('takes both ends, and nothing outside', () => {
    const schema = duration('1m', '1h');
    expect(['1m', '60m', '1h'].map((text) => schema.safeParse(text).success)).toEqual([true, true, true]);
    expect(['0m', '61m', '2h', 'often'].map((text) => schema.safeParse(text).success)).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });
});
