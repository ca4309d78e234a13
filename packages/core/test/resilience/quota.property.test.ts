import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/contracts/registers.js';
import type { LimitReading, QuotaLimit } from '../../src/contracts/source.js';
import { type LimitWindow, limitWindows } from '../../src/errors/source-error.js';
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

const start = Date.UTC(2026, 11, 31, 22, 58);
const kept = (use: QuotaUse) => readQuotaUse(JSON.parse(JSON.stringify(use)) as Json);

const limitArbitrary = (window: LimitWindow): fc.Arbitrary<QuotaLimit> =>
  fc.record({
    window: fc.constant(window),
    limit: fc.integer({ min: 1, max: 12 }),
    utcOffsetMinutes: fc.constantFrom(0, -300, 330, 840),
  });
const plans: fc.Arbitrary<readonly QuotaLimit[]> = fc
  .tuple(fc.subarray([...limitWindows], { minLength: 1 }), fc.tuple(...limitWindows.map(limitArbitrary)))
  .map(([windows, all]) => all.filter(({ window }) => windows.includes(window)));

const pauseMs = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) },
  { weight: 3, arbitrary: fc.nat(1_200) },
  { weight: 2, arbitrary: fc.nat(70_000) },
  fc.nat(2 * 3_600_000),
  fc.nat(40 * 86_400_000),
);
const jumpMs = fc.oneof(
  { weight: 5, arbitrary: pauseMs },
  fc.integer({ min: -5_000, max: 0 }),
  fc.integer({ min: -100_000, max: 0 }),
  fc.integer({ min: -60 * 86_400_000, max: 60 * 86_400_000 }),
);
const reading: fc.Arbitrary<LimitReading> = fc.record({
  window: fc.constantFrom(...limitWindows),
  remaining: fc.oneof(fc.integer({ min: -1, max: 12 }), fc.double()),
  resetsAt: fc.option(fc.oneof(fc.integer({ min: start - 100_000, max: start + 10_000_000 }), fc.double())),
});
const reply = fc.record(
  {
    retryAt: fc.oneof(fc.integer({ min: start - 1_000, max: start + 10_000_000 }), fc.double()),
    limitWindow: fc.constantFrom(...limitWindows),
  },
  { requiredKeys: [] },
);
const deed = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('spend' as const), share: fc.constantFrom(1, 1, 0.7, 0.25) }) },
  fc.record({ kind: fc.constant('reads' as const), reading }),
  fc.record({ kind: fc.constant('replies' as const), reply }),
);
/** Uses as they come about: by any deeds, wherever the clock jumps. */
const worlds = fc.tuple(plans, fc.array(fc.tuple(jumpMs, deed), { maxLength: 40 })).map(([limits, deeds]) => {
  let at = start;
  let use = emptyQuotaUse;
  for (const [jump, one] of deeds) {
    at += jump;
    if (one.kind === 'reads') use = correctQuota(use, limits, one.reading, at);
    else if (one.kind === 'replies') use = markUsedUp(use, limits, at, one.reply);
    else {
      const spending = spend(use, limits, at, () => one.share);
      if (spending.kind === 'spent') use = spending.after;
    }
  }
  return { limits, at, use };
});

interface Sent {
  readonly at: number;
  readonly share: number;
}

/** What is in the same window as an instant and was sent no later: of those that begin with it, or of the calendar. */
function together({ window, utcOffsetMinutes = 0 }: QuotaLimit, sent: readonly Sent[], at: number): number {
  const lengths = { second: 1_000, minute: 60_000 };
  const label = (instant: number) => {
    const iso = new Date(instant + (window === 'hour' ? 0 : utcOffsetMinutes * 60_000)).toISOString();
    return iso.slice(0, { month: 7, day: 10, hour: 13 }[window as 'hour' | 'day' | 'month']);
  };
  return sent.filter((one) => {
    if (one.at > at) return false;
    return window === 'second' || window === 'minute' ? at - one.at < lengths[window] : label(one.at) === label(at);
  }).length;
}

describe('spend, whatever the plan', () => {
  it('never sends more than the limit in any window, nor more than its share where it may use no more', () => {
    const steps = fc.array(fc.tuple(pauseMs, fc.constantFrom(1, 1, 0.7, 0.25), fc.boolean()), { maxLength: 150 });
    fc.assert(
      fc.property(plans, steps, (limits, pauses) => {
        let at = start;
        let use = emptyQuotaUse;
        const sent: Sent[] = [];
        for (const [pause, share, waits] of pauses) {
          at += pause;
          let spending = spend(use, limits, at, () => share);
          if (waits && spending.kind === 'wait') {
            at += spending.ms;
            spending = spend(use, limits, at, () => share);
          }
          if (spending.kind !== 'spent') continue;
          use = kept(spending.after);
          expect(use).toEqual(spending.after);
          sent.push({ at, share });
          for (const limit of limits) {
            expect(together(limit, sent, at)).toBeLessThanOrEqual(Math.max(1, Math.floor(limit.limit * share)));
          }
        }
      }),
    );
  });

  it('has room exactly from the instant on that it names', () => {
    fc.assert(
      fc.property(worlds, fc.constantFrom(1, 0.7, 0.25), ({ limits, at, use }, share) => {
        const spending = spend(use, limits, at, () => share);
        if (spending.kind === 'spent') return;
        const until = spending.kind === 'wait' ? at + spending.ms : spending.until;
        expect(until).toBeGreaterThan(at);
        expect(spend(use, limits, until, () => share).kind).toBe('spent');
        expect(spend(use, limits, until - 1, () => share).kind).not.toBe('spent');
      }),
    );
  });

  it('waits only for a second or a limit that is almost over', () => {
    fc.assert(
      fc.property(worlds, ({ limits, at, use }) => {
        const spending = spend(use, limits, at);
        const longer = limits.filter(({ window }) => window !== 'second');
        const isFull = quotaLevels(use, longer, at).some(({ used, limit }) => used >= limit);
        const isBlocked = (blockedUntil(use, at) ?? at) - at > 1000;
        if (isFull || isBlocked) expect(spending.kind).toBe('exhausted');
        if (spending.kind === 'wait') expect(spending.ms).toBeLessThanOrEqual(2_200);
      }),
    );
  });

  it('keeps little, however much was sent', () => {
    fc.assert(
      fc.property(worlds, ({ limits, at, use }) => {
        const spending = spend(use, limits, at);
        if (spending.kind !== 'spent') return;
        const { rolling, calendar } = spending.after;
        expect(rolling.second.length + rolling.minute.length).toBeLessThanOrEqual(24);
        expect(calendar.length).toBeLessThanOrEqual(9);
      }),
    );
  });
});

describe('replies and headers, whatever they say', () => {
  it('never make room', () => {
    fc.assert(
      fc.property(worlds, reading, reply, ({ limits, at, use }, header, limited) => {
        const after = [correctQuota(use, limits, header, at), markUsedUp(use, limits, at, limited)];
        for (const one of after) {
          if (spend(use, limits, at).kind !== 'spent') expect(spend(one, limits, at).kind).not.toBe('spent');
          const levels = quotaLevels(use, limits, at);
          for (const [index, { used }] of quotaLevels(one, limits, at).entries()) {
            expect(used).toBeGreaterThanOrEqual(levels[index]?.used ?? Number.NaN);
          }
          expect(blockedUntil(one, at) ?? at).toBeGreaterThanOrEqual(blockedUntil(use, at) ?? at);
          expect(blockedUntil(one, at) ?? at).toBeLessThanOrEqual(
            Math.max(at + 31 * 86_400_000, blockedUntil(use, at) ?? at),
          );
        }
      }),
    );
  });

  it('leave exactly what the header leaves, where that is less', () => {
    fc.assert(
      fc.property(worlds, fc.integer({ min: 1, max: 12 }), fc.nat(4), ({ limits, at, use }, remaining, index) => {
        const limit = limits[index % limits.length];
        if (limit === undefined) return;
        const left = (one: QuotaUse) => limit.limit - (quotaLevels(one, [limit], at)[0]?.used ?? Number.NaN);
        const after = correctQuota(use, limits, { window: limit.window, remaining, resetsAt: null }, at);
        expect(left(after)).toBe(Math.min(left(use), remaining));
      }),
    );
  });
});

describe('what was kept, whatever it is', () => {
  const number = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constant(start));
  const sent = fc.array(fc.record({ at: number, count: number }), { maxLength: 4 });
  const garbage = fc.oneof(
    fc.jsonValue(),
    fc.record({
      rolling: fc.record({ second: sent, minute: sent }),
      calendar: fc.array(
        fc.record({
          window: fc.constantFrom('hour', 'day', 'month'),
          utcOffsetMinutes: fc.oneof(fc.integer({ min: -1440, max: 1440 }), number),
          start: number,
          count: number,
        }),
        { maxLength: 3 },
      ),
      block: fc.option(fc.record({ from: number, until: number, window: fc.constantFrom(null, ...limitWindows) })),
    }),
  );

  it('never throws, and gives numbers that are some', () => {
    fc.assert(
      fc.property(garbage, plans, reading, reply, (value, limits, header, limited) => {
        const read = readQuotaUse(value as Json);
        const spending = spend(read, limits, start);
        const uses = [markUsedUp(read, limits, start, limited), correctQuota(read, limits, header, start)];
        if (spending.kind === 'spent') uses.push(spending.after);
        if (spending.kind === 'exhausted') expect(Number.isFinite(spending.until)).toBe(true);
        if (spending.kind === 'wait') expect(Number.isFinite(spending.ms)).toBe(true);
        for (const use of uses) {
          for (const { used, resetsAt } of quotaLevels(use, limits, start)) {
            expect([Number.isFinite(used), Number.isFinite(resetsAt)]).toEqual([true, true]);
          }
          // NaN and Infinity do not survive JSON.
          expect(JSON.parse(JSON.stringify(use))).toEqual(use);
        }
      }),
    );
  });

  it('is the same after it was kept', () => {
    fc.assert(
      fc.property(worlds, ({ use }) => {
        expect(kept(use)).toEqual(use);
      }),
    );
  });
});
