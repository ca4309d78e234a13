import { describe, expect, it } from 'vitest';
import { parseEnd, parseLength, parseLimit, parsePoint } from '../src/parse-flag.js';

const now = Date.UTC(2026, 5, 4, 14);

describe('parsePoint', () => {
  it('reads a length before now, a date or an instant', () => {
    expect(parsePoint('--since', '1h', now)).toBe(now - 3_600_000);
    expect(parsePoint('--since', '2026-06-01', now)).toBe(Date.UTC(2026, 5, 1));
    expect(parsePoint('--since', '2026-06-01T10:00+02:00', now)).toBe(Date.UTC(2026, 5, 1, 8));
  });

  it('names the flag and what was given', () => {
    expect(() => parsePoint('--since', 'yesterday', now)).toThrow('--since: "yesterday" is not a time');
  });

  it.each(['24', '20260601', '-5', '1.5', '1780000000'])('takes no bare number: %s', (text) => {
    expect(() => parsePoint('--since', text, now)).toThrow(`--since: "${text}" is not a time`);
  });
});

describe('parseLength', () => {
  it('reads a length up to the longest', () => {
    expect(parseLength('--for', '2h', '30d')).toBe(7_200_000);
    expect(parseLength('--for', '30d', '30d')).toBe(30 * 86_400_000);
  });

  it.each(['', '0h', '2', '31d', '2 hours'])('refuses what is none: %j', (text) => {
    expect(() => parseLength('--for', text, '30d')).toThrow(`--for: "${text}" is not a length of time`);
  });
});

describe('parseEnd', () => {
  it('takes a date for its whole day', () => {
    expect(parseEnd('--to', '2026-06-01', now)).toBe(Date.UTC(2026, 5, 2) - 1);
    expect(parseEnd('--to', '2026-06-01T10:00Z', now)).toBe(Date.UTC(2026, 5, 1, 10));
  });
});

describe('parseLimit', () => {
  it('reads a number of at least one', () => {
    expect(parseLimit('--limit', '3')).toBe(3);
    for (const text of ['0', '-1', '1.5', 'x', '', '99999999999999999999'])
      expect(() => parseLimit('--limit', text)).toThrow('--limit');
  });
});
