import { HOUR_MS } from '@ingest/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseRetryAfter } from '../../src/http/retry-after.js';

/** Sun, 06 Nov 1994 08:49:00 GMT */
const now = Date.UTC(1994, 10, 6, 8, 49);
const after = (header: string | null) => {
  const at = parseRetryAfter(header, now);
  return at === null ? null : at - now;
};

describe('parseRetryAfter', () => {
  test.each([
    ['0', 0],
    ['1', 1000],
    [' 120 ', 120_000],
    ['0.25', 250],
    ['Sun, 06 Nov 1994 08:49:37 GMT', 37_000],
    ['Sunday, 06-Nov-94 08:49:37 GMT', 37_000],
    ['Sun Nov  6 08:49:37 1994', 37_000],
    ['Sun, 06 Nov 1994 08:49:00 GMT', 0],
  ])('reads %j as %j ms from now', (header, expected) => {
    expect(after(header)).toBe(expected);
  });

  test('reads a two-digit year as one of this century unless that is far ahead', () => {
    const at = parseRetryAfter('Tuesday, 04-Mar-25 14:00:30 GMT', Date.UTC(2025, 2, 4, 14));
    expect(at).toBe(Date.UTC(2025, 2, 4, 14, 0, 30));
    expect(parseRetryAfter('Sunday, 06-Nov-94 08:49:37 GMT', Date.UTC(2025, 2, 4, 14))).toBeNull();
  });

  test.each(['86401', '315360000', '1e99', '9'.repeat(400), 'Thu, 06 Nov 2004 08:49:37 GMT'])(
    'caps %j at 24 hours',
    (header) => {
      expect(after(header)).toBe(24 * HOUR_MS);
    },
  );

  test.each([
    null,
    '',
    '   ',
    'soon',
    '-1',
    '+5',
    '0x10',
    '1e',
    '12 minutes',
    '120, 120',
    'NaN',
    'Infinity',
    '1994-11-06T09:00:00Z',
    'Sat, 05 Nov 1994 08:49:37 GMT',
    'Wed, 30 Feb 2011 08:49:37 GMT',
    'Sun, 06 Nox 1994 08:49:37 GMT',
    'Sun, 06 Nov 1994 25:49:37 GMT',
    'Sun, 06 Nov 1994 08:49:37 CET',
  ])('takes %j as absent', (header) => {
    expect(after(header)).toBeNull();
  });

  test('gives an instant between now and 24 hours from now, or null, for any text', () => {
    const header = fc.oneof(
      fc.string(),
      fc.integer().map(String),
      fc.double().map(String),
      fc.date().map((date) => `${date}`),
    );
    fc.assert(
      fc.property(header, (text) => {
        const wait = after(text);
        return wait === null || (wait >= 0 && wait <= 24 * HOUR_MS);
      }),
    );
  });
});
