import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  DAY_MS,
  dayNumber,
  fromIso,
  HOUR_MS,
  MINUTE_MS,
  parseInstant,
  toIso,
  utcDate,
} from '../../src/time/instant.js';

const at = Date.UTC(2024, 5, 4, 14, 30, 15, 123);

describe('toIso and fromIso', () => {
  it('write and read every instant of the years 0 to 9999', () => {
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(0, 0, 1), max: Date.UTC(9999, 11, 31) }), (instant) => {
        expect(toIso(instant)).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
        expect(fromIso(toIso(instant))).toBe(instant);
      }),
    );
  });

  it('throw a RangeError for what is no instant', () => {
    expect(() => fromIso('yesterday')).toThrow(RangeError);
    expect(() => toIso(Number.NaN)).toThrow(RangeError);
  });
});

describe('utcDate and dayNumber', () => {
  it('change at midnight UTC', () => {
    const midnight = Date.UTC(2024, 5, 5);
    expect([utcDate(midnight - 1), utcDate(midnight)]).toEqual(['2024-06-04', '2024-06-05']);
    expect(dayNumber(midnight) - dayNumber(midnight - 1)).toBe(1);
    expect([dayNumber(0), dayNumber(-1), DAY_MS, HOUR_MS, MINUTE_MS]).toEqual([0, -1, 86_400_000, 3_600_000, 60_000]);
  });
});

describe('parseInstant', () => {
  it.each([
    ['2024-06-04T14:30:15.123Z', at],
    ['2024-06-04T14:30:15.123', at],
    ['2024-06-04 14:30:15.123', at],
    ['2024-06-04T14:30:15,123z', at],
    [' 2024-06-04T14:30:15.123 UTC ', at],
    ['2024-06-04T14:30:15.123GMT', at],
    ['2024-06-04T20:00:15.123+05:30', at],
    ['2024-06-04T20:00:15.123+0530', at],
    ['2024-06-04T10:30:15.123-04', at],
    ['2024-06-04T14:30:15.123456Z', at],
    ['2024-06-04T14:30:15.123999999Z', at],
    ['2024-06-04T14:30:15.1Z', at - 23],
    ['2024-06-04T14:30:15Z', at - 123],
    ['2024-06-04T14:30Z', at - 15_123],
    ['2024-06-04', Date.UTC(2024, 5, 4)],
    ['2024-02-29T00:00:00Z', Date.UTC(2024, 1, 29)],
    ['9999-12-31T23:59:59Z', Date.UTC(9999, 11, 31, 23, 59, 59)],
    ['1970-01-01T00:00:00Z', 0],
    [at, at],
    [Math.floor(at / 1000), at - 123],
    [at / 1000, at],
    [String(at), at],
    ['1717511415', at - 123],
    ['1717511415.123', at],
    [-1_000_000, -1_000_000_000],
  ])('reads %j', (value, instant) => {
    expect(parseInstant(value)).toBe(instant);
  });

  it.each([
    '',
    ' ',
    '0',
    0,
    'now',
    'yesterday',
    'Tue, 04 Jun 2024 14:30:15 GMT',
    '2024-02-30',
    '2023-02-29',
    '2024-04-31T00:00:00Z',
    '2024-13-01',
    '2024-00-10',
    '2024-06-00',
    '2024-06-04T24:00:00Z',
    '2024-06-04T14:60:00Z',
    '2024-06-04T14:30:60Z',
    '2024-06-04T14:30:15+19:00',
    '2024-06-04T14:30:15+05:60',
    '2024-06-04T',
    '24-06-04',
    '0001-01-01T00:00:00Z',
    '0099-06-04',
    '20240604T143015',
    '1e12',
    Number.NaN,
    Number.POSITIVE_INFINITY,
    1e17,
    null,
    undefined,
    true,
    {},
    [at],
  ])('finds no instant in %j', (value) => {
    expect(parseInstant(value)).toBeNull();
  });

  it('reads what toIso writes, in any zone', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: Date.UTC(1980, 0, 1), max: Date.UTC(2100, 0, 1) }),
        fc.integer({ min: -18 * 60, max: 18 * 60 }),
        (instant, offset) => {
          const zone = `${offset < 0 ? '-' : '+'}${toIso(Math.abs(offset) * MINUTE_MS).slice(11, 16)}`;
          expect(parseInstant(toIso(instant + offset * MINUTE_MS).replace('Z', zone))).toBe(instant);
        },
      ),
    );
  });

  it('tells seconds from milliseconds by size', () => {
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(1990, 0, 1) / 1000, max: Date.UTC(2100, 0, 1) / 1000 }), (seconds) => {
        expect(parseInstant(seconds)).toBe(seconds * 1000);
        expect(parseInstant(seconds * 1000)).toBe(seconds * 1000);
      }),
    );
  });
});
