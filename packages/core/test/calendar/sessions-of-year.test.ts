import { describe, expect, it } from 'vitest';
import { toDayNumber } from '../../src/calendar/dates.js';
import { xnys } from '../../src/calendar/exchanges/xnys.js';
import { assertAnnounced, closuresOfYear, sessionsOfYear } from '../../src/calendar/sessions-of-year.js';

const day = toDayNumber('2026-06-04');

describe('sessionsOfYear', () => {
  it('gives an ordinary day its hours', () => {
    expect(sessionsOfYear(xnys, {}, 2026).get(day)).toEqual({ open: 570, close: 960, earlyClose: false });
  });

  it('leaves out a day whose closure was announced', () => {
    const sessions = sessionsOfYear(xnys, { closures: ['2026-06-04', '2027-06-04', '2026-06-06'] }, 2026);
    expect(sessions.has(day)).toBe(false);
    expect(sessions.size).toBe(250);
  });

  it('closes early where that was announced, also on another time than the rule says', () => {
    const earlyCloses = [
      { date: '2026-06-04', close: '12:30' },
      { date: '2026-11-27', close: '14:00' },
    ];
    const sessions = sessionsOfYear(xnys, { earlyCloses }, 2026);
    expect(sessions.get(day)).toEqual({ open: 570, close: 750, earlyClose: true });
    expect(sessions.get(toDayNumber('2026-11-27'))?.close).toBe(840);
  });

  it('keeps a day closed that is closed, whatever time is announced for it', () => {
    const earlyCloses = [
      { date: '2026-12-25', close: '13:00' },
      { date: '2026-06-04', close: '13:00' },
    ];
    const sessions = sessionsOfYear(xnys, { closures: ['2026-06-04'], earlyCloses }, 2026);
    expect(sessions.has(toDayNumber('2026-12-25'))).toBe(false);
    expect(sessions.has(day)).toBe(false);
  });
});

it('says why days are closed, in the words of what is known before those of what was announced', () => {
  const closures = closuresOfYear(xnys, { closures: ['2025-01-09', '2025-06-04', '2026-06-04'] }, 2025);
  expect(closures.get(toDayNumber('2025-01-09'))).toBe('Mourning for Jimmy Carter');
  expect(closures.get(toDayNumber('2025-06-04'))).toBe('announced');
  expect(closures.size).toBe(12);
});

describe('assertAnnounced', () => {
  it('takes any day and a close inside the session', () => {
    const earlyCloses = [{ date: '2026-06-04', close: '09:31' }];
    expect(() => assertAnnounced(xnys, { closures: ['2026-06-06'], earlyCloses })).not.toThrow();
  });

  it.each([
    [{ closures: ['2026-06-31'] }, '"2026-06-31"'],
    [{ earlyCloses: [{ date: '4 June', close: '13:00' }] }, '"4 June"'],
    [{ earlyCloses: [{ date: '2026-06-04', close: '1 pm' }] }, '"1 pm"'],
    [{ earlyCloses: [{ date: '2026-06-04', close: '16:00' }] }, '"16:00"'],
    [{ earlyCloses: [{ date: '2026-06-04', close: '09:30' }] }, '"09:30"'],
  ])('refuses %j and quotes what is wrong', (announced, quoted) => {
    expect(() => assertAnnounced(xnys, announced)).toThrow(RangeError);
    expect(() => assertAnnounced(xnys, announced)).toThrow(quoted);
  });
});
