import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { marketCalendar } from '../../src/calendar/market-calendar.js';
import { intervalAt, latestSlot, nextSlot, type SlotSchedule } from '../../src/calendar/next-slot.js';

const minute = 60_000;
const hour = 60 * minute;
const calendar = marketCalendar('XNYS');
const usual: SlotSchedule = { calendar, openMs: 5 * minute, closedMs: hour };
const ms = (iso: string) => Date.parse(iso);
const after = (iso: string, schedule = usual) => new Date(nextSlot(ms(iso), schedule)).toISOString();
const before = (iso: string, schedule = usual) => new Date(latestSlot(ms(iso), schedule)).toISOString();

describe('nextSlot', () => {
  it.each([
    ['2026-06-04T12:59:59.999Z', '2026-06-04T13:00:00.000Z'],
    ['2026-06-04T13:00:00.000Z', '2026-06-04T13:30:00.000Z'], // The opening is a mark of its own.
    ['2026-06-04T13:30:00.000Z', '2026-06-04T13:35:00.000Z'],
    ['2026-06-04T19:55:00.000Z', '2026-06-04T20:00:00.000Z'], // At the close the hours count again.
    ['2026-06-04T20:00:00.000Z', '2026-06-04T21:00:00.000Z'],
    ['2026-11-27T17:55:00.000Z', '2026-11-27T18:00:00.000Z'],
    ['2026-11-27T18:00:00.000Z', '2026-11-27T19:00:00.000Z'], // After an early close.
    ['2026-03-06T23:30:00.000Z', '2026-03-07T00:00:00.000Z'],
  ])('after %s is %s', (at, slot) => {
    expect(after(at)).toBe(slot);
  });

  it('takes marks of the hour for longer intervals, too, and passes over those that do not apply', () => {
    const rare = { calendar, openMs: 60 * minute, closedMs: 24 * hour };
    expect(after('2026-06-04T00:00:00Z', rare)).toBe('2026-06-04T14:00:00.000Z');
    expect(after('2026-06-04T19:00:00Z', rare)).toBe('2026-06-05T00:00:00.000Z');
    expect(after('2026-06-05T19:00:00Z', rare)).toBe('2026-06-06T00:00:00.000Z');
  });

  it('comes to an end when no mark of the session ever applies', () => {
    const never = { calendar, openMs: 24 * hour, closedMs: 24 * hour };
    expect(after('2026-06-04T14:00:00Z', never)).toBe('2026-06-05T00:00:00.000Z');
  });
});

describe('latestSlot', () => {
  it.each([
    ['2026-06-04T13:00:00.000Z', '2026-06-04T13:00:00.000Z'],
    ['2026-06-04T13:29:59.999Z', '2026-06-04T13:00:00.000Z'],
    ['2026-06-04T13:34:59.999Z', '2026-06-04T13:30:00.000Z'],
    ['2026-06-04T20:59:59.999Z', '2026-06-04T20:00:00.000Z'],
    ['2026-06-06T15:59:59.999Z', '2026-06-06T15:00:00.000Z'],
  ])('at %s is %s', (at, slot) => {
    expect(before(at)).toBe(slot);
  });
});

describe('intervalAt', () => {
  it('changes with the opening and the close', () => {
    const at = ['2026-06-04T13:29:59.999Z', '2026-06-04T13:30:00.000Z', '2026-06-04T20:00:00.000Z'];
    expect(at.map((instant) => intervalAt(ms(instant), usual))).toEqual([hour, 5 * minute, hour]);
  });
});

describe('of any schedule', () => {
  const anyInstant = fc.integer({ min: ms('1990-01-02T00:00Z'), max: ms('2030-12-31T00:00Z') });
  const anySchedule = fc
    .tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 1440 }))
    .map(([open, closed]): SlotSchedule => ({ calendar, openMs: open * minute, closedMs: closed * minute }));

  it('marks are multiples of the interval that applies, and none is left out', () => {
    fc.assert(
      fc.property(anyInstant, anySchedule, (at, schedule) => {
        const next = nextSlot(at, schedule);
        expect(next).toBeGreaterThan(at);
        expect(next % intervalAt(next, schedule)).toBe(0);
        const firstMinute = Math.floor(at / minute) + 1;
        for (let mark = firstMinute * minute; mark < next; mark += minute)
          expect(mark % intervalAt(mark, schedule)).not.toBe(0);
      }),
      { numRuns: 200 },
    );
  });

  it('the last mark and the next one are neighbours', () => {
    fc.assert(
      fc.property(anyInstant, anySchedule, (at, schedule) => {
        const latest = latestSlot(at, schedule);
        const next = nextSlot(at, schedule);
        expect(latest).toBeLessThanOrEqual(at);
        expect(nextSlot(latest, schedule)).toBe(next);
        expect(latestSlot(next, schedule)).toBe(next);
        expect(latestSlot(next - 1, schedule)).toBe(latest);
      }),
      { numRuns: 200 },
    );
  });

  it('a wait from mark to mark visits the whole session', () => {
    const session = calendar.session('2026-11-27');
    let [at, count] = [(session?.open ?? 0) - 1, 0];
    for (; nextSlot(at, usual) < (session?.close ?? 0); count += 1) at = nextSlot(at, usual);
    expect(count).toBe(42); // 3.5 hours.
  });
});

it.each([0, -1, 999, 1_500.5, Number.NaN, Number.POSITIVE_INFINITY])(
  'refuses an interval of %s and quotes it',
  (value) => {
    expect(() => nextSlot(0, { ...usual, openMs: value })).toThrow(RangeError);
    expect(() => latestSlot(0, { ...usual, closedMs: value })).toThrow(String(value));
  },
);
