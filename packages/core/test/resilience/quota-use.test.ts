import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/contracts/registers.js';
import type { QuotaLimit } from '../../src/contracts/source.js';
import {
  addUse,
  emptyQuotaUse,
  lastReleaseAt,
  nextReleaseAt,
  type QuotaUse,
  readQuotaUse,
  usedAt,
  withoutPast,
} from '../../src/resilience/quota-use.js';

const now = Date.UTC(2026, 5, 4, 14, 20);
const hour = 3_600_000;
const perSecond: QuotaLimit = { window: 'second', limit: 5 };
const perMinute: QuotaLimit = { window: 'minute', limit: 5 };
const hourly: QuotaLimit = { window: 'hour', limit: 5 };
const daily: QuotaLimit = { window: 'day', limit: 5, utcOffsetMinutes: -300 };

/** Requests in a limit's window, by when they were sent. */
const used = (limit: QuotaLimit, ...sentAt: readonly number[]) =>
  sentAt.reduce((use, at) => addUse(use, limit, at, 1), emptyQuotaUse);

describe('usedAt', () => {
  it('counts in a rolling window what was sent less than its length and a margin ago', () => {
    const use = used(perMinute, now, now, now + 500);
    expect([0, 500, 60_999, 61_000, 61_499, 61_500].map((ms) => usedAt(use, perMinute, now + ms))).toEqual([
      3, 3, 3, 1, 1, 0,
    ]);
    expect(usedAt(used(perSecond, now), perSecond, now + 1_099)).toBe(1);
    expect(usedAt(used(perSecond, now), perSecond, now + 1_100)).toBe(0);
  });

  it('counts what a clock sent that was ahead for no longer than the window is long', () => {
    const use = used(perMinute, now);
    expect([-60_999, -61_000].map((ms) => usedAt(use, perMinute, now + ms))).toEqual([1, 0]);
  });

  it('counts in a calendar window what was sent since it began', () => {
    const use = used(hourly, now, now + 1);
    expect([-hour, -20 * 60_000, 0, 40 * 60_000 - 1, 40 * 60_000].map((ms) => usedAt(use, hourly, now + ms))).toEqual([
      0, 2, 2, 2, 0,
    ]);
  });

  it('knows an hour, a day and a month apart that begin at the same instant', () => {
    const newYear = Date.UTC(2027, 0, 1);
    const limits = (['hour', 'day', 'month'] as const).map((window): QuotaLimit => ({ window, limit: 5 }));
    const use = limits.reduce((all, limit, index) => addUse(all, limit, newYear, index + 1), emptyQuotaUse);
    expect(limits.map((limit) => usedAt(use, limit, newYear))).toEqual([1, 2, 3]);
  });

  it('knows the days of different places apart, and no place of an hour', () => {
    const use = used(daily, now);
    expect([-300, 0].map((utcOffsetMinutes) => usedAt(use, { ...daily, utcOffsetMinutes }, now))).toEqual([1, 0]);
    expect(usedAt(used(hourly, now), { ...hourly, utcOffsetMinutes: 330 }, now)).toBe(1);
  });
});

describe('nextReleaseAt and lastReleaseAt', () => {
  it('know when a rolling window gets less, and when it is empty', () => {
    const use = used(perMinute, now, now + 500, now + 900);
    expect(nextReleaseAt(use, perMinute, now + 900)).toBe(now + 61_000);
    expect(lastReleaseAt(use, perMinute, now + 900)).toBe(now + 61_900);
    expect([nextReleaseAt, lastReleaseAt].map((release) => release(emptyQuotaUse, perMinute, now))).toEqual([now, now]);
  });

  it('know the end of a calendar window', () => {
    for (const release of [nextReleaseAt, lastReleaseAt]) {
      expect(release(emptyQuotaUse, hourly, now)).toBe(now + 40 * 60_000);
      expect(release(emptyQuotaUse, daily, now)).toBe(Date.UTC(2026, 5, 5, 5));
    }
  });
});

describe('withoutPast', () => {
  it('leaves out what is over', () => {
    const use: QuotaUse = {
      ...addUse(addUse(used(perMinute, now), perSecond, now, 2), hourly, now, 1),
      block: { from: now - 9, until: now + 9, window: null },
    };
    expect(withoutPast(use, now)).toEqual(use);
    expect(withoutPast(use, now + 3 * hour)).toEqual(emptyQuotaUse);
    expect(withoutPast(use, now + 9).block).toBeNull();
  });

  it('keeps the calendar windows before and after: the clock of another process may still be there', () => {
    const use = used(hourly, now);
    expect([-2, -1, 0, 1, 2].map((hours) => withoutPast(use, now + hours * hour).calendar.length)).toEqual([
      0, 1, 1, 1, 0,
    ]);
  });

  it('keeps one number for requests of one instant and one for a calendar window', () => {
    const many = Array.from({ length: 50 }, () => now);
    expect(used(perSecond, ...many).rolling.second).toEqual([{ at: now, count: 50 }]);
    expect(used(daily, ...many).calendar).toEqual([
      { window: 'day', utcOffsetMinutes: -300, start: Date.UTC(2026, 5, 4, 5), count: 50 },
    ]);
  });
});

describe('readQuotaUse', () => {
  const use: QuotaUse = {
    ...[perSecond, perMinute, hourly, daily].reduce((all, limit) => addUse(all, limit, now, 2), emptyQuotaUse),
    block: { from: now - 9, until: now + 9, window: 'month' },
  };

  it('reads what was kept, which is JSON as it is', () => {
    const json: Json = use;
    expect(readQuotaUse(JSON.parse(JSON.stringify(json)) as Json)).toEqual(use);
  });

  it.each([
    ['nothing', null],
    ['a number', 3],
    ['a list', []],
    ['an object of another kind', {}],
    ['a log that is none', { ...use, rolling: { second: 'x', minute: [] } }],
    ['less than nothing', { ...use, rolling: { second: [{ at: now, count: -1 }], minute: [] } }],
    ['more than can be counted', { ...use, rolling: { second: [{ at: now, count: 1e300 }], minute: [] } }],
    ['a window that rolls on the calendar', { ...use, calendar: [{ ...use.calendar[0], window: 'minute' }] }],
    ['a place that is nowhere', { ...use, calendar: [{ ...use.calendar[0], utcOffsetMinutes: 1e9 }] }],
    ['a window that there is not', { ...use, block: { ...use.block, window: 'year' } }],
    ['a block for ever', { ...use, block: { from: 0, until: 9e15, window: null } }],
  ] as const)('takes %s for no use', (_, value) => {
    expect(readQuotaUse(value as Json)).toEqual(emptyQuotaUse);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(() => readQuotaUse(value as Json)).not.toThrow();
      }),
    );
  });
});
