import { describe, expect, it } from 'vitest';
import type { LimitReading, QuotaLimit } from '../../src/contracts/source.js';
import {
  blockedUntil,
  correctQuota,
  emptyQuotaUse,
  markUsedUp,
  type QuotaUse,
  quotaLevels,
  spend,
} from '../../src/resilience/quota.js';

const now = Date.UTC(2026, 5, 4, 14, 20);
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const free: readonly QuotaLimit[] = [
  { window: 'second', limit: 3 },
  { window: 'minute', limit: 5 },
];
const hourly: readonly QuotaLimit[] = [{ window: 'hour', limit: 10 }];

/** Spends until there is no room. */
function spendAll(limits: readonly QuotaLimit[], at: number, use: QuotaUse = emptyQuotaUse, share = 1) {
  for (let spent = 0; ; spent += 1) {
    const spending = spend(use, limits, at, () => share);
    if (spending.kind !== 'spent') return { use, spent, spending };
    use = spending.after;
  }
}

describe('spend', () => {
  it('waits for a window of a second, and ends at a longer one', () => {
    const first = spendAll(free, now);
    expect([first.spent, first.spending]).toEqual([3, { kind: 'wait', ms: 1100 }]);
    const second = spendAll(free, now + 1100, first.use);
    expect([second.spent, second.spending]).toEqual([2, { kind: 'exhausted', window: 'minute', until: now + 61_000 }]);
  });

  it('has room for one as soon as one has left the window', () => {
    let use = emptyQuotaUse;
    for (const ms of [0, 300, 600]) use = spendAll([{ window: 'second', limit: ms / 300 + 1 }], now + ms, use).use;
    expect(spend(use, free, now + 700)).toEqual({ kind: 'wait', ms: 400 });
    expect(spendAll(free, now + 1100, use)).toMatchObject({ spent: 1, spending: { kind: 'wait', ms: 300 } });
  });

  it('begins anew with the hour of the clock', () => {
    const { use, spent, spending } = spendAll(hourly, now);
    expect([spent, spending]).toEqual([10, { kind: 'exhausted', window: 'hour', until: now + 40 * minute }]);
    expect(spendAll(hourly, now + 40 * minute, use).spent).toBe(10);
  });

  it('begins days and months where the provider does', () => {
    const limit = (window: 'day' | 'month') => [{ window, limit: 1, utcOffsetMinutes: -240 }] as const;
    expect(spendAll(limit('day'), now).spending).toMatchObject({ until: Date.UTC(2026, 5, 5, 4) });
    expect(spendAll(limit('month'), now).spending).toMatchObject({ until: Date.UTC(2026, 6, 1, 4) });
  });

  it('names of several full windows the one that lasts longest', () => {
    const limits = [...hourly, { window: 'day', limit: 10 }, { window: 'minute', limit: 10 }] as const;
    expect(spendAll(limits, now).spending).toEqual({
      kind: 'exhausted',
      window: 'day',
      until: now - (now % day) + day,
    });
  });

  it('leaves to others what is not in the share, whoever used it', () => {
    expect(spendAll(hourly, now, emptyQuotaUse, 0.7).spent).toBe(7);
    const { use } = spendAll([{ window: 'hour', limit: 8 }], now);
    expect(spendAll(hourly, now, use, 0.7)).toMatchObject({ spent: 0, spending: { window: 'hour' } });
    expect(spendAll(hourly, now, use).spent).toBe(2);
    expect(spendAll([{ window: 'day', limit: 100 }], now, emptyQuotaUse, 0.57).spent).toBe(57);
  });

  it('has one request in the smallest share, or back-fill would never begin', () => {
    expect(spendAll([{ window: 'second', limit: 1 }], now, emptyQuotaUse, 0.7).spent).toBe(1);
  });

  it.each([0, -1, 1.01, Number.NaN])('refuses the share %d', (share) => {
    expect(() => spend(emptyQuotaUse, hourly, now, () => share)).toThrow(`not ${share}`);
  });

  it('knows no limit where the plan has none', () => {
    expect(spend(emptyQuotaUse, [], now)).toEqual({ kind: 'spent', after: emptyQuotaUse });
  });

  it('counts once what a plan names twice', () => {
    const twice = [...hourly, { window: 'hour', limit: 4 }] as const;
    expect(spendAll(twice, now).spent).toBe(4);
  });

  it('is not locked by what a wrong clock sent in the future', () => {
    const limits = [...free, ...hourly];
    const { use } = spendAll(limits, now + 3 * day);
    expect(spendAll(limits, now, use).spent).toBe(3);
  });

  it('does not wait for a second that only begins when a longer limit ends', () => {
    const ahead = spendAll([{ window: 'second', limit: 1 }], now + 4500).use;
    const use = markUsedUp(ahead, free, now, { retryAt: now + 5000, limitWindow: 'minute' });
    expect(spend(use, [{ window: 'second', limit: 1 }], now)).toEqual({
      kind: 'exhausted',
      window: 'minute',
      until: now + 5600,
    });
  });

  it('remembers the hour before when a clock that was ahead comes back', () => {
    const { use } = spendAll([{ window: 'hour', limit: 6 }], now);
    const ahead = spendAll(hourly, now + hour, use).use;
    expect(spendAll(hourly, now, ahead).spent).toBe(4);
  });

  it('keeps what a process with another plan counts', () => {
    const { use } = spendAll(free, now);
    const other = spendAll(hourly, now, use).use;
    expect(spendAll(free, now + 1100, other).spent).toBe(2);
  });
});

describe('markUsedUp', () => {
  type Reply = Parameters<typeof markUsedUp>[3];
  const marked = (reply: Reply, limits = hourly) => markUsedUp(emptyQuotaUse, limits, now, reply);
  const until = (reply: Reply, limits = hourly) => blockedUntil(marked(reply, limits), now);

  it('holds until the time that the reply names, a day at most', () => {
    expect(until({ retryAt: now + 120_000 })).toBe(now + 120_000);
    expect(until({ retryAt: now + 120_000, limitWindow: 'month' })).toBe(now + 120_000);
    expect(until({ retryAt: now + 9e15 })).toBe(now + day);
  });

  it('takes a time that is there already for none', () => {
    for (const retryAt of [now, now - 1, Number.NaN]) expect(until({ retryAt })).toBe(until({}));
  });

  it('holds until the end of the window that the reply names', () => {
    expect(until({ limitWindow: 'second' })).toBe(now + 1000);
    expect(until({ limitWindow: 'minute' })).toBe(now + minute);
    expect(until({ limitWindow: 'hour' })).toBe(now + 40 * minute);
    expect(until({ limitWindow: 'day' })).toBe(Date.UTC(2026, 5, 5));
    expect(until({ limitWindow: 'day' }, [{ window: 'day', limit: 9, utcOffsetMinutes: -300 }])).toBe(
      Date.UTC(2026, 5, 5, 5),
    );
    expect(until({ limitWindow: 'month' })).toBe(Date.UTC(2026, 6, 1));
  });

  it('holds for the shortest window of a minute or more of the plan, without one for an hour', () => {
    expect(until({}, free)).toBe(now + minute);
    expect(until({}, [{ window: 'day', limit: 1 }, ...hourly])).toBe(now + 40 * minute);
    expect(until({}, [])).toBe(now + hour);
    expect(until({}, [{ window: 'second', limit: 1 }])).toBe(now + hour);
    expect(until({ retryAt: Number.NaN }, free)).toBe(now + minute);
  });

  it('ends the source until then, with the name of the window where it is known', () => {
    const spending = (use: QuotaUse) => spend(use, hourly, now);
    expect(spending(marked({}))).toEqual({ kind: 'exhausted', window: 'hour', until: now + 40 * minute });
    expect(spending(marked({ retryAt: now + 2000, limitWindow: 'day' }))).toMatchObject({ window: 'day' });
    expect(spending(marked({ retryAt: now + 2000 }))).toEqual({ kind: 'exhausted', window: null, until: now + 2000 });
  });

  it('is waited for when it ends within a second', () => {
    const use = marked({ retryAt: now + 2000 });
    expect(spend(use, [], now + 999).kind).toBe('exhausted');
    expect(spend(use, [], now + 1000)).toEqual({ kind: 'wait', ms: 1000 });
    expect(spend(use, [], now + 2000)).toEqual({ kind: 'spent', after: emptyQuotaUse });
  });

  it('is over at once when the clock that wrote it was ahead by more than it is long', () => {
    const use = marked({ retryAt: now + minute });
    expect(blockedUntil(use, now - minute)).toBe(now + minute);
    expect(blockedUntil(use, now - minute - 1)).toBeNull();
  });

  it('never shortens a longer one that is on, nor begins in the past', () => {
    const long = marked({ retryAt: now + hour });
    expect(markUsedUp(long, hourly, now, { retryAt: now + minute })).toBe(long);
    expect(blockedUntil(markUsedUp(long, hourly, now, { retryAt: now + 2 * hour }), now)).toBe(now + 2 * hour);
    expect(blockedUntil(markUsedUp(long, hourly, now + hour, { retryAt: now + hour + 1 }), now + hour)).toBe(
      now + hour + 1,
    );
  });
});

describe('correctQuota', () => {
  const reading = (fields: Partial<LimitReading>): LimitReading => ({
    window: 'minute',
    remaining: 2,
    resetsAt: null,
    ...fields,
  });

  it.each(['second', 'minute', 'hour', 'day', 'month'] as const)('leaves of a %s what the reply leaves', (window) => {
    const limits = [{ window, limit: 5 }];
    const { use } = spendAll([{ window, limit: 1 }], now);
    expect(spendAll(limits, now, use).spent).toBe(4);
    expect(spendAll(limits, now, correctQuota(use, limits, reading({ window }), now)).spent).toBe(2);
  });

  it('changes nothing when the reply leaves as much or more', () => {
    const { use } = spendAll(free, now);
    for (const remaining of [2, 3, 1_000_000, Number.NaN]) {
      expect(correctQuota(use, free, reading({ remaining }), now)).toBe(use);
    }
  });

  it('changes nothing about a window that the plan does not have', () => {
    expect(correctQuota(emptyQuotaUse, hourly, reading({}), now)).toBe(emptyQuotaUse);
  });

  it('blocks until the reset when nothing is left, also for a plan without limits', () => {
    const until = (fields: Partial<LimitReading>, limits = free) =>
      blockedUntil(correctQuota(emptyQuotaUse, limits, reading({ remaining: 0, ...fields }), now), now);
    expect(until({ resetsAt: now + 20_000 })).toBe(now + 20_000);
    expect(until({ resetsAt: now + 20_000 }, [])).toBe(now + 20_000);
    expect(until({ resetsAt: null })).toBe(now + minute);
    expect(until({ window: 'hour' })).toBe(now + 40 * minute);
    expect(until({ remaining: -3 })).toBe(now + minute);
    expect(until({ remaining: 0.5 })).toBe(now + minute);
    expect(until({ resetsAt: now - 1 })).toBeNull();
    expect(until({ resetsAt: Number.NaN })).toBeNull();
  });

  it('believes no reset that is further off than a day, or a month where the window is one', () => {
    const until = (window: 'day' | 'month') =>
      blockedUntil(correctQuota(emptyQuotaUse, [], reading({ window, remaining: 0, resetsAt: 9e15 }), now), now);
    expect([until('day'), until('month')]).toEqual([now + day, now + 31 * day]);
  });
});

describe('quotaLevels', () => {
  it('shows what is used of each window and when all of it is there again', () => {
    const { use } = spendAll(free, now);
    const later = spendAll([{ window: 'minute', limit: 4 }], now + 500, use).use;
    expect(quotaLevels(later, [...free, ...hourly], now + 500)).toEqual([
      { window: 'second', used: 3, limit: 3, resetsAt: now + 1100 },
      { window: 'minute', used: 4, limit: 5, resetsAt: now + 61_500 },
      { window: 'hour', used: 0, limit: 10, resetsAt: now + 40 * minute },
    ]);
    expect(quotaLevels(emptyQuotaUse, free, now).map(({ resetsAt }) => resetsAt)).toEqual([now, now]);
  });
});
