import { describe, expect, it } from 'vitest';
import { ago, count, lengthOf, newYorkDate, newYorkTime, seconds } from '../../src/render/time.js';

const now = Date.UTC(2026, 5, 4, 14);
const before = (ms: number) => ago(new Date(now - ms).toISOString(), now);

describe('ago', () => {
  it('counts in the largest unit that fits', () => {
    expect([5_000, 185_000, 7_300_000, 200_000_000].map(before)).toEqual([
      '5 s ago',
      '3 min ago',
      '2 h ago',
      '2 d ago',
    ]);
  });

  it('says the date of what is long ago, and knows the future', () => {
    expect(before(30 * 86_400_000)).toBe('2026-05-05');
    expect(before(-120_000)).toBe('in 2 min');
  });
});

it('says how long something lasts in two units at most, rounded down', () => {
  const lengths = [-5, 41_999, 3_599_999, 7_200_000, 7_259_999, 7_260_000, 86_400_000, 100 * 3_600_000 + 59_000];
  expect(lengths.map(lengthOf)).toEqual(['0 s', '41 s', '59 min', '2 h', '2 h', '2 h 1 min', '1 d', '4 d 4 h']);
});

describe('words of time and number', () => {
  it('are those of the exchange and of English', () => {
    expect(newYorkTime('2026-06-04T13:35:00.000Z')).toBe('09:35');
    expect(newYorkDate('2026-06-04T02:00:00.000Z')).toBe('2026-06-03');
    expect(seconds(1449)).toBe('1.4 s');
    expect([count(1, 'story', 'stories'), count(1204, 'story', 'stories')]).toEqual(['1 story', '1,204 stories']);
  });
});
