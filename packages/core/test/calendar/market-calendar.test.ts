import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ExchangeName } from '../../src/calendar/exchange.js';
import { marketCalendar } from '../../src/calendar/market-calendar.js';

const calendar = marketCalendar('XNYS');
const ms = (iso: string) => Date.parse(iso);
const iso = (at: number) => new Date(at).toISOString();
/** Any instant of the years that are known; half of them within a second of a session's edge. */
const sessions = calendar.sessions('1990-01-01', '2030-12-31');
const anyInstant = fc.oneof(
  fc.integer({ min: ms('1990-01-01T00:00Z'), max: ms('2030-12-31T00:00Z') }),
  fc
    .tuple(
      fc.nat({ max: sessions.length - 1 }),
      fc.constantFrom('open', 'close'),
      fc.integer({ min: -1_000, max: 1_000 }),
    )
    .map(([index, edge, off]) => (sessions[index]?.[edge as 'open'] ?? 0) + off),
);

describe('phase', () => {
  it.each([
    ['2026-06-04T07:59:59.999Z', 'closed'],
    ['2026-06-04T08:00:00.000Z', 'pre'],
    ['2026-06-04T13:29:59.999Z', 'pre'],
    ['2026-06-04T13:30:00.000Z', 'regular'],
    ['2026-06-04T19:59:59.999Z', 'regular'],
    ['2026-06-04T20:00:00.000Z', 'post'],
    ['2026-06-04T23:59:59.999Z', 'post'],
    ['2026-06-05T00:00:00.000Z', 'closed'],
    ['2026-06-06T15:00:00.000Z', 'closed'], // A Saturday.
    ['2026-11-26T15:00:00.000Z', 'closed'], // Thanksgiving.
    ['2026-11-27T17:59:59.999Z', 'regular'], // The day after it.
    ['2026-11-27T18:00:00.000Z', 'post'],
    ['2026-11-27T21:59:59.999Z', 'post'],
    ['2026-11-27T22:00:00.000Z', 'closed'],
    ['2026-01-09T00:59:59.999Z', 'post'], // In winter late trading ends on the next day of UTC.
    ['2026-01-09T01:00:00.000Z', 'closed'],
  ])('of %s is %s', (at, phase) => {
    expect(calendar.phase(at)).toBe(phase);
  });

  it('is regular exactly while it is open', () => {
    fc.assert(
      fc.property(anyInstant, (at) => {
        expect(calendar.phase(at) === 'regular').toBe(calendar.isOpen(at));
      }),
    );
  });
});

describe('isOpen', () => {
  it('says what the session of the date at the exchange says', () => {
    fc.assert(
      fc.property(anyInstant, (at) => {
        const session = calendar.session(calendar.dateAt(at));
        expect(calendar.isOpen(at)).toBe(session !== null && session.open <= at && at < session.close);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('nextOpen and nextClose', () => {
  it('lie strictly later than an opening and a close', () => {
    const [opening, close] = ['2026-06-04T13:30:00.000Z', '2026-06-04T20:00:00.000Z'];
    expect(iso(calendar.nextOpen(ms(opening) - 1))).toBe(opening);
    expect(iso(calendar.nextOpen(opening))).toBe('2026-06-05T13:30:00.000Z');
    expect(iso(calendar.nextClose(ms(close) - 1))).toBe(close);
    expect(iso(calendar.nextClose(close))).toBe('2026-06-05T20:00:00.000Z');
  });

  it('are not a day of 24 hours away when the clocks change', () => {
    expect(iso(calendar.nextOpen('2026-03-06T14:30:00Z'))).toBe('2026-03-09T13:30:00.000Z');
    expect(iso(calendar.nextOpen('2026-10-30T13:30:00Z'))).toBe('2026-11-02T14:30:00.000Z');
    expect(iso(calendar.nextOpen('2006-03-31T14:30:00Z'))).toBe('2006-04-03T13:30:00.000Z');
  });

  it('pass over what is closed and know early closes', () => {
    expect(iso(calendar.nextOpen('2001-09-10T20:00:00Z'))).toBe('2001-09-17T13:30:00.000Z');
    expect(iso(calendar.nextClose('2026-11-26T15:00:00Z'))).toBe('2026-11-27T18:00:00.000Z');
  });

  it('are the edges of sessions, with nothing in between', () => {
    fc.assert(
      fc.property(anyInstant, (at) => {
        const [open, close] = [calendar.nextOpen(at), calendar.nextClose(at)];
        expect(open).toBeGreaterThan(at);
        expect(close).toBeGreaterThan(at);
        expect(calendar.session(calendar.dateAt(open))?.open).toBe(open);
        expect(calendar.session(calendar.dateAt(close))?.close).toBe(close);
        expect([calendar.isOpen(open - 1), calendar.isOpen(open)]).toEqual([false, true]);
        expect([calendar.isOpen(close - 1), calendar.isOpen(close)]).toEqual([true, false]);
        expect(close < open).toBe(calendar.isOpen(at));
        const between = calendar.sessions(calendar.dateAt(at), calendar.dateAt(open));
        expect(between.filter((session) => session.open > at && session.open < open)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});

describe('sessions', () => {
  it('includes both ends', () => {
    const dates = (from: string, to: string) => calendar.sessions(from, to).map(({ date }) => date);
    expect(dates('2026-11-25', '2026-11-30')).toEqual(['2026-11-25', '2026-11-27', '2026-11-30']);
    expect(dates('2026-11-27', '2026-11-27')).toEqual(['2026-11-27']);
    expect(dates('2026-11-28', '2026-11-29')).toEqual([]);
  });

  it('gives date, open, close and whether it closes early', () => {
    expect(calendar.sessions('2026-11-27', '2026-11-27')).toEqual([
      {
        date: '2026-11-27',
        open: ms('2026-11-27T14:30:00Z'),
        close: ms('2026-11-27T18:00:00Z'),
        earlyClose: true,
      },
    ]);
  });

  it('follow each other without touching', () => {
    sessions.forEach((session, index) => {
      expect(session.open).toBeLessThan(session.close);
      expect(session.close).toBeLessThan(sessions[index + 1]?.open ?? Number.POSITIVE_INFINITY);
    });
  });
});

describe('closure', () => {
  it('says why there is no session', () => {
    const dates = ['2026-11-26', '2025-01-09', '2026-11-27', '2026-11-28'];
    expect(dates.map(calendar.closure)).toEqual(['Thanksgiving', 'Mourning for Jimmy Carter', null, null]);
    const announced = marketCalendar('XNYS', { closures: ['2026-06-04', '2026-11-26'] });
    expect(['2026-06-04', '2026-11-26'].map(announced.closure)).toEqual(['announced', 'Thanksgiving']);
  });

  it('has a reason exactly for the weekdays without a session', () => {
    fc.assert(
      fc.property(anyInstant, (at) => {
        const date = calendar.dateAt(at);
        const isWeekend = new Date(date).getUTCDay() % 6 === 0;
        if (!isWeekend) expect(calendar.closure(date) === null).toBe(calendar.session(date) !== null);
      }),
    );
  });
});

describe('dateAt', () => {
  it('is the date at the exchange, not the one in UTC', () => {
    expect(calendar.dateAt('2026-06-05T03:59:59.999Z')).toBe('2026-06-04');
    expect(calendar.dateAt('2026-06-05T04:00:00.000Z')).toBe('2026-06-05');
  });
});

describe('what was announced', () => {
  const announced = marketCalendar('XNAS', {
    closures: ['2026-06-04'],
    earlyCloses: [{ date: '2026-06-05', close: '13:00' }],
  });

  it('closes a day and closes one early', () => {
    expect(announced.session('2026-06-04')).toBeNull();
    expect(announced.isOpen('2026-06-04T15:00:00Z')).toBe(false);
    expect(iso(announced.nextOpen('2026-06-03T15:00:00Z'))).toBe('2026-06-05T13:30:00.000Z');
    expect(iso(announced.nextClose('2026-06-04T15:00:00Z'))).toBe('2026-06-05T17:00:00.000Z');
    expect(announced.phase('2026-06-05T17:00:00Z')).toBe('post');
  });

  it('changes no other calendar', () => {
    expect(marketCalendar('XNAS').session('2026-06-04')).not.toBeNull();
  });
});

describe('a mistake of the caller', () => {
  const mistakes: readonly (readonly [string, () => unknown])[] = [
    ['"XLON"', () => marketCalendar('XLON' as ExchangeName)],
    ['"toString"', () => marketCalendar('toString' as ExchangeName)],
    ['"2026-02-30"', () => marketCalendar('XNYS', { closures: ['2026-02-30'] })],
    ['"17:00"', () => marketCalendar('XNYS', { earlyCloses: [{ date: '2026-06-04', close: '17:00' }] })],
    ['NaN', () => calendar.isOpen(Number.NaN)],
    ['"soon"', () => calendar.phase('soon')],
    ['"soon"', () => calendar.nextOpen('soon')],
    ['"soon"', () => calendar.nextClose('soon')],
    ['"soon"', () => calendar.dateAt('soon')],
    ['"2026-13-01"', () => calendar.session('2026-13-01')],
    ['"2026-13-01"', () => calendar.closure('2026-13-01')],
    ['"2026-1-1"', () => calendar.sessions('2026-1-1', '2026-12-31')],
    ['"2025-12-31" is before "2026-01-01"', () => calendar.sessions('2026-01-01', '2025-12-31')],
  ];
  it.each(mistakes)('is a RangeError that quotes %s', (quoted, act) => {
    expect(act).toThrow(RangeError);
    expect(act).toThrow(quoted);
  });
});
