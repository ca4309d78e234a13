import { describe, expect, it } from 'vitest';
import { builtInSource, builtInSourceNames } from '../src/built-in.js';

describe('builtInSource', () => {
  it('knows the sources that come with the program, and nothing else', () => {
    expect(builtInSourceNames).toEqual(['tiingo', 'finnhub']);
    expect(builtInSource('tiingo')?.keyVariable).toBe('TIINGO_API_KEY');
    expect([builtInSource('toString'), builtInSource('finhub')]).toEqual([undefined, undefined]);
  });
});
