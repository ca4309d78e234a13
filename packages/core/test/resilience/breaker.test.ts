import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/contracts/registers.js';
import {
  admit,
  type Breaker,
  type BreakerEvent,
  breakerRestMs,
  closedBreaker,
  failuresToOpen,
  nextBreaker,
  probeLengthMs,
  readBreaker,
} from '../../src/resilience/breaker.js';

const now = Date.UTC(2026, 5, 4, 14);
const rested = now + breakerRestMs;
const failed: BreakerEvent = { kind: 'failed', code: 'SERVER_ERROR' };
const succeeded: BreakerEvent = { kind: 'succeeded' };
const refused: BreakerEvent = { kind: 'refused', code: 'AUTH_FAILED' };
const released: BreakerEvent = { kind: 'released' };
const after = (...events: readonly BreakerEvent[]) =>
  events.reduce<Breaker>((breaker, event) => nextBreaker(breaker, event, now), closedBreaker);
const opened = after(failed, failed, failed);
const kept = (breaker: Breaker) => readBreaker(JSON.parse(JSON.stringify(breaker)) as Json);

/** The breaker once a process holds the probe. */
function probed(at: number, breaker = opened): Breaker {
  const admission = admit(breaker, at);
  if (admission.kind !== 'probe') throw new Error(`not probed but ${admission.kind}`);
  return admission.after;
}

describe('nextBreaker', () => {
  it('opens with the third failed run in a row, and not before', () => {
    expect(after(failed, failed)).toEqual({ kind: 'closed', failures: 2 });
    expect(opened).toEqual({
      kind: 'open',
      failures: 3,
      since: now,
      code: 'SERVER_ERROR',
      rest: { from: now - breakerRestMs, until: rested },
    });
    expect(after(failed, failed, succeeded, failed)).toEqual({ kind: 'closed', failures: 1 });
  });

  it('opens at once when the key is refused, and rests anew when that happens to an open one', () => {
    expect(after(refused)).toMatchObject({ kind: 'open', failures: 1, since: now, code: 'AUTH_FAILED' });
    for (const before of [opened, probed(rested)]) {
      expect(nextBreaker(before, refused, rested + 5)).toMatchObject({
        kind: 'open',
        since: now,
        code: 'AUTH_FAILED',
        rest: { until: rested + 5 + breakerRestMs },
      });
    }
  });

  it('closes when the probe succeeds', () => {
    expect(nextBreaker(probed(rested), succeeded, rested)).toEqual(closedBreaker);
  });

  it('rests anew when the probe fails, open since the first time', () => {
    expect(nextBreaker(probed(rested), { kind: 'failed', code: 'TIMEOUT' }, rested + 7)).toEqual({
      kind: 'open',
      failures: 4,
      since: now,
      code: 'TIMEOUT',
      rest: { from: rested + 7 - breakerRestMs, until: rested + 7 + breakerRestMs },
    });
  });

  it('may be probed again at once when the probe found no answer', () => {
    const open = nextBreaker(probed(rested), released, rested);
    expect(open).toMatchObject({ kind: 'open', failures: 3, since: now, code: 'SERVER_ERROR' });
    for (const at of [rested - 1, rested, rested + 1]) expect(admit(open, at).kind).toBe('probe');
  });

  it('has nothing to release but a probe', () => {
    for (const before of [closedBreaker, after(failed), opened])
      expect(nextBreaker(before, released, now)).toBe(before);
  });

  it('rests no longer for the failure of a process that was still at work', () => {
    expect(nextBreaker(opened, failed, now + 1000)).toBe(opened);
  });

  it('closes also for the success of a process that was still at work', () => {
    expect(nextBreaker(opened, succeeded, now + 1000)).toEqual(closedBreaker);
  });
});

describe('admit', () => {
  it('lets everybody through while it is closed', () => {
    for (const breaker of [closedBreaker, after(failed, failed)]) expect(admit(breaker, now)).toEqual({ kind: 'go' });
  });

  it('lets nobody through while it rests, then one probe, then nobody until that ended', () => {
    expect(admit(opened, rested - 1)).toEqual({ kind: 'no', until: rested, code: 'SERVER_ERROR' });
    const halfOpen = probed(rested);
    expect(halfOpen).toEqual({
      kind: 'half-open',
      failures: 3,
      since: now,
      code: 'SERVER_ERROR',
      probe: { from: rested - probeLengthMs, until: rested + probeLengthMs },
    });
    expect(admit(halfOpen, rested + probeLengthMs - 1)).toMatchObject({ kind: 'no', until: rested + probeLengthMs });
  });

  it('gives the probe of a process that died to another one', () => {
    expect(probed(rested + probeLengthMs, probed(rested))).toMatchObject({
      kind: 'half-open',
      probe: { until: rested + 2 * probeLengthMs },
    });
  });

  it('ends a rest that a clock began in the future', () => {
    expect(admit(opened, now - breakerRestMs).kind).toBe('no');
    expect(admit(opened, now - breakerRestMs - 1).kind).toBe('probe');
  });
});

describe('readBreaker', () => {
  it.each([
    ['nothing', null],
    ['a number', 7],
    ['a text', 'open'],
    ['a list', []],
    ['an object without a kind', {}],
    ['a kind alone', { kind: 'open' }],
    ['a kind that there is not', { kind: 'ajar', failures: 0 }],
    ['failures that cannot be', { kind: 'closed', failures: -1 }],
    ['a code that there is not', { ...opened, code: 'HUNGRY' }],
    ['half a rest', { ...opened, rest: { until: rested } }],
    ['an instant in words', { ...opened, since: 'yesterday' }],
  ] as const)('takes %s for a closed one', (_, value) => {
    expect(readBreaker(value as Json)).toEqual(closedBreaker);
  });

  it('never throws, and reads what anybody can go on with', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(() => admit(readBreaker(value as Json), now)).not.toThrow();
      }),
    );
  });
});

interface Step {
  readonly jumpMs: number;
  readonly asks: boolean;
  /** Told after the asking, by whichever run; null: nothing is told, as by one that was killed. */
  readonly event: BreakerEvent | null;
}

const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.record({
    jumpMs: fc.oneof(
      fc.integer({ min: 0, max: 2 * probeLengthMs }),
      fc.constantFrom(0, probeLengthMs, breakerRestMs - 1, breakerRestMs, breakerRestMs + 1),
      fc.integer({ min: -7_200_000, max: 259_200_000 }),
    ),
    asks: fc.boolean(),
    event: fc.option(
      fc.oneof(
        { weight: 4, arbitrary: fc.constant(failed) },
        fc.constant(succeeded),
        fc.constant(refused),
        fc.constant(released),
      ),
    ),
  }),
  { maxLength: 60 },
);

interface Seen {
  readonly at: number;
  readonly before: Breaker;
  readonly asked: ReturnType<typeof admit> | null;
  readonly event: BreakerEvent | null;
  readonly breaker: Breaker;
}

/** What there is to see after each step, when all processes take their turns. */
function seenIn(script: readonly Step[]): readonly Seen[] {
  let at = now;
  let breaker = closedBreaker;
  return script.map(({ jumpMs, asks, event }) => {
    at += jumpMs;
    const before = breaker;
    const asked = asks ? admit(breaker, at) : null;
    if (asked?.kind === 'probe') breaker = asked.after;
    if (event !== null) breaker = nextBreaker(breaker, event, at);
    return { at, before, asked, event, breaker };
  });
}

describe('a breaker, whatever happens and wherever the clock jumps', () => {
  it('is closed exactly while since the last success nobody was refused and fewer than three runs failed', () => {
    fc.assert(
      fc.property(steps, (script) => {
        let events: BreakerEvent[] = [];
        for (const { event, breaker } of seenIn(script)) {
          if (event !== null) events = event.kind === 'succeeded' ? [] : [...events, event];
          const count = (kind: BreakerEvent['kind']) => events.filter((one) => one.kind === kind).length;
          expect(breaker.kind === 'closed').toBe(count('refused') === 0 && count('failed') < failuresToOpen);
          if (breaker.kind === 'closed') expect(breaker.failures).toBe(count('failed'));
        }
      }),
    );
  });

  it('admits everybody exactly while it is closed, and somebody after its rest at the latest', () => {
    fc.assert(
      fc.property(steps, fc.integer({ min: -400_000, max: 400_000 }), (script, lookMs) => {
        for (const { at, before, breaker } of seenIn(script)) {
          if (breaker !== before && breaker.kind !== 'closed') {
            expect(admit(breaker, at + breakerRestMs).kind).toBe('probe');
          }
          const look = at + lookMs;
          const admission = admit(breaker, look);
          expect(admission.kind === 'go').toBe(breaker.kind === 'closed');
          if (admission.kind === 'no') {
            expect(admission.until).toBeGreaterThan(look);
            expect(admit(breaker, admission.until).kind).toBe('probe');
            expect(admit(breaker, admission.until - 1).kind).toBe('no');
            expect(admission.until - look).toBeLessThanOrEqual(2 * breakerRestMs);
          }
        }
      }),
    );
  });

  it('keeps to the rest and the claim that a plain memory of the last opening and the last probe gives', () => {
    fc.assert(
      fc.property(steps, (script) => {
        let hold: { readonly at: number; readonly lengthMs: number; readonly isProbe: boolean } | null = null;
        for (const { at, before, asked, event } of seenIn(script)) {
          const isHeld: boolean = hold !== null && at < hold.at + hold.lengthMs && at >= hold.at - hold.lengthMs;
          if (asked !== null && before.kind !== 'closed') expect(asked.kind).toBe(isHeld ? 'no' : 'probe');
          if (asked?.kind === 'probe') hold = { at, lengthMs: probeLengthMs, isProbe: true };
          const isProbing: boolean = hold?.isProbe ?? false;
          const opens = before.kind === 'closed' && before.failures + 1 >= failuresToOpen;
          if (event?.kind === 'succeeded' || (event?.kind === 'released' && isProbing)) hold = null;
          if (event?.kind === 'refused' || (event?.kind === 'failed' && (isProbing || opens))) {
            hold = { at, lengthMs: breakerRestMs, isProbe: false };
          }
        }
      }),
    );
  });

  it('lets no second probe through in the claim of one that nobody ended', () => {
    fc.assert(
      fc.property(steps, (script) => {
        let claimedAt: number | null = null;
        for (const { at, asked, event } of seenIn(script)) {
          if (asked?.kind === 'probe') {
            if (claimedAt !== null) expect(Math.abs(at - claimedAt)).toBeGreaterThanOrEqual(probeLengthMs);
            claimedAt = at;
          }
          if (event !== null) claimedAt = null;
        }
      }),
    );
  });

  it('has been open since the step in which it was last closed', () => {
    fc.assert(
      fc.property(steps, (script) => {
        let since = now;
        for (const { at, before, event, breaker } of seenIn(script)) {
          if (before.kind === 'closed' || event?.kind === 'succeeded') since = at;
          if (breaker.kind !== 'closed') expect(breaker.since).toBe(since);
        }
      }),
    );
  });

  it('is the same after it was kept', () => {
    fc.assert(
      fc.property(steps, (script) => {
        for (const { breaker } of seenIn(script)) expect(kept(breaker)).toEqual(breaker);
      }),
    );
  });
});
