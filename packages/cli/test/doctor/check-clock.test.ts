import { describe, expect, it } from 'vitest';
import { checkClock, skewOf } from '../../src/doctor/check-clock.js';

const second = 1000;

describe('the clock', () => {
  it('is not judged when no provider answered', () => {
    expect(checkClock([])).toBeNull();
  });

  it('is good within the seconds that a header cannot tell', () => {
    expect(checkClock([{ source: 'tiingo', skewMs: -4 * second }])).toMatchObject({ level: 'ok' });
  });

  it('is judged by the provider that differs most, and says in which direction', () => {
    const seen = [
      { source: 'tiingo', skewMs: 2 * second },
      { source: 'finnhub', skewMs: -30 * second },
    ];
    expect(checkClock(seen)).toMatchObject({ level: 'warning', text: '30 s behind the clock of finnhub' });
    expect(checkClock([{ source: 'tiingo', skewMs: 7200 * second }])).toMatchObject({
      level: 'problem',
      text: '7200 s ahead of the clock of tiingo',
      advice: expect.stringContaining('NTP'),
    });
  });
});

describe('the skew', () => {
  const at = Date.UTC(2026, 5, 4, 14, 0, 10);

  it('is the middle of the exchange less what the header says', () => {
    expect(skewOf('Thu, 04 Jun 2026 14:00:09 GMT', at, at + 1000)).toBe(1000);
    expect(skewOf('Thu, 04 Jun 2026 16:00:10 GMT', at, at + 1000)).toBe(-7_200_000);
  });

  it('is not known without a header that can be read', () => {
    expect(skewOf(null, at, at)).toBeNull();
    expect(skewOf('soon', at, at)).toBeNull();
  });
});
