import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { QuotaLimit } from '../../src/contracts/source.js';
import type { Json } from '../../src/contracts/store.js';
import {
  blockedUntil,
  correctQuota,
  emptyQuotaUse,
  markUsedUp,
  type QuotaUse,
  quotaLevels,
  readQuotaUse,
  spend,
} from '../../src/resilience/quota.js';

const now = Date.UTC(2026, 5, 4, 14, 20);
const minute = 60_000;
const hour = 60 * minute;
const free: readonly QuotaLimit[] = [
  { window: 'second', limit: 3 },
  { window: 'minute', limit: 5 },
];
const hourly: readonly QuotaLimit[] = [{ window: 'hour', limit: 10 }];

/** Spends until there is no room. */
function spendAll(limits: readonly QuotaLimit[], at: number, use: QuotaUse = emptyQuotaUse, share = 1) {
  for (let spent = 0; ; spent += 1) {
    const spending = spend(use, limits, at, share);
    if (spending.kind !== 'spent') return { use, spent, spending };
    use = spending.after;
  }
}

describe('a quota', () => {
  it('waits for a window of a second, and ends at a longer one', () => {
    const first = spendAll(free, now);
    expect([first.spent, first.spending]).toEqual([3, { kind: 'wait', ms: 1100 }]);
    const second = spendAll(free, now + 1100, first.use);
    expect([second.spent, second.spending]).toEqual([2, { kind: 'exhausted', window: 'minute', until: now + 61_000 }]);
  });

  it('begins anew with the hour of the clock', () => {
    const { use, spent, spending } = spendAll(hourly, now);
    expect([spent, spending]).toEqual([10, { kind: 'exhausted', window: 'hour', until: now + 40 * minute }]);
    expect(spendAll(hourly, now + 40 * minute, use).spent).toBe(10);
  });

  it('leaves to others what is not in the share, whoever used it', () => {
    expect(spendAll(hourly, now, emptyQuotaUse, 0.7).spent).toBe(7);
    const { use } = spendAll([{ window: 'hour', limit: 8 }], now);
    expect(spendAll(hourly, now, use, 0.7).spent).toBe(0);
    expect(spendAll(hourly, now, use).spent).toBe(2);
  });

  it('shows what is used of each window and when it is there again', () => {
    const { use } = spendAll(free, now);
    expect(quotaLevels(use, free, now + 500)).toEqual([
      { window: 'second', used: 3, limit: 3, resetsAt: now + 1100 },
      { window: 'minute', used: 3, limit: 5, resetsAt: now + 61_000 },
    ]);
    expect(quotaLevels(emptyQuotaUse, hourly, now)).toEqual([
      { window: 'hour', used: 0, limit: 10, resetsAt: now + 40 * minute },
    ]);
  });

  it('is not locked by what a wrong clock sent in the future', () => {
    const { use } = spendAll(free, now + 3 * 24 * hour);
    expect(spendAll(free, now, use).spent).toBe(3);
  });
});

describe('a limit that a reply speaks of', () => {
  const until = (reply: Parameters<typeof markUsedUp>[3], limits = hourly) =>
    blockedUntil(markUsedUp(emptyQuotaUse, limits, now, reply), now);

  it('holds until the time that it names, a day at most', () => {
    expect(until({ retryAt: now + 120_000 })).toBe(now + 120_000);
    expect(until({ retryAt: now + 9e15 })).toBe(now + 24 * hour);
  });

  it('holds until the end of the window that it names', () => {
    expect(until({ limitWindow: 'hour' })).toBe(now + 40 * minute);
    expect(until({ limitWindow: 'minute' })).toBe(now + 61_000);
    expect(until({ limitWindow: 'day' }, [{ window: 'day', limit: 9, utcOffsetMinutes: -300 }])).toBe(
      Date.UTC(2026, 5, 5, 5),
    );
  });

  it('holds for the shortest window of a minute or more of the plan, without a plan for an hour', () => {
    expect(until({}, free)).toBe(now + 61_000);
    expect(until({}, hourly)).toBe(now + 40 * minute);
    expect(until({}, [])).toBe(now + hour);
    expect(until({}, [{ window: 'second', limit: 1 }])).toBe(now + hour);
  });

  it('is waited for when it ends within a second', () => {
    const use = markUsedUp(emptyQuotaUse, [], now, { retryAt: now + 2000 });
    expect(spend(use, [], now)).toMatchObject({ kind: 'exhausted', window: null, until: now + 2000 });
    expect(spend(use, [], now + 1000)).toEqual({ kind: 'wait', ms: 1000 });
    expect(spend(use, [], now + 2000).kind).toBe('spent');
  });

  it('is never shortened by a later one, nor does one of the past begin', () => {
    const long = markUsedUp(emptyQuotaUse, hourly, now, { retryAt: now + hour });
    expect(blockedUntil(markUsedUp(long, hourly, now, { retryAt: now + minute }), now)).toBe(now + hour);
    expect(until({ retryAt: now - 1 })).toBeNull();
  });
});

describe('headers', () => {
  const reading = (remaining: number, resetsAt: number | null = null) =>
    ({ window: 'minute', remaining, resetsAt }) as const;

  it('that leave less than our count make it stricter', () => {
    expect(
      spendAll([{ window: 'minute', limit: 5 }], now, correctQuota(emptyQuotaUse, free, reading(2), now)).spent,
    ).toBe(2);
  });

  it('that leave more change nothing', () => {
    const { use } = spendAll(free, now);
    expect(correctQuota(use, free, reading(1_000_000), now)).toBe(use);
  });

  it('that leave nothing block until the reset, or to the end of the window', () => {
    expect(blockedUntil(correctQuota(emptyQuotaUse, free, reading(0, now + 20_000), now), now)).toBe(now + 20_000);
    expect(blockedUntil(correctQuota(emptyQuotaUse, free, reading(0), now), now)).toBe(now + 61_000);
  });

  it('about a window that is not counted change nothing', () => {
    expect(correctQuota(emptyQuotaUse, hourly, reading(2), now)).toBe(emptyQuotaUse);
  });
});

describe('what was kept', () => {
  it('survives JSON, and counts as unused when it cannot be read', () => {
    const use = markUsedUp(spendAll([...free, ...hourly], now).use, hourly, now, { limitWindow: 'hour' });
    expect(readQuotaUse(JSON.parse(JSON.stringify(use)) as Json)).toEqual(use);
    for (const value of [null, 3, [], { sentAt: 'x' }, { sentAt: [], counters: { year: {} }, blocked: null }])
      expect(readQuotaUse(value)).toEqual(emptyQuotaUse);
  });
});

describe('any sequence of requests', () => {
  const limits: readonly QuotaLimit[] = [
    { window: 'second', limit: 2 },
    { window: 'minute', limit: 6 },
    { window: 'hour', limit: 20 },
  ];

  it('keeps every window, also those that begin anywhere', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constant(0), fc.nat(900), fc.nat(20_000)), { maxLength: 200 }), (pauses) => {
        let at = now;
        let use = emptyQuotaUse;
        const sent: number[] = [];
        for (const pause of pauses) {
          at += pause;
          const spending = spend(use, limits, at);
          if (spending.kind === 'spent') {
            use = spending.after;
            sent.push(at);
          } else {
            const until = spending.kind === 'wait' ? at + spending.ms : spending.until;
            expect(until).toBeGreaterThan(at);
            // There is room when it says so, as far as this window is concerned.
            const then = spend(use, limits, until);
            if (then.kind === 'exhausted')
              expect(then.window).not.toBe(spending.kind === 'wait' ? 'second' : spending.window);
          }
        }
        for (const start of sent) {
          const within = (lengthMs: number) => sent.filter((one) => one >= start && one < start + lengthMs).length;
          expect(within(1000)).toBeLessThanOrEqual(2);
          expect(within(minute)).toBeLessThanOrEqual(6);
        }
        const perHour = new Map<number, number>();
        for (const one of sent) perHour.set(Math.floor(one / hour), (perHour.get(Math.floor(one / hour)) ?? 0) + 1);
        expect(Math.max(0, ...perHour.values())).toBeLessThanOrEqual(20);
        expect(use.sentAt.length).toBeLessThanOrEqual(6);
      }),
    );
  });
});
