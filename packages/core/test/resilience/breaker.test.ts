import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/contracts/store.js';
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
const failed: BreakerEvent = { kind: 'failed', code: 'SERVER_ERROR' };
const after = (...events: readonly BreakerEvent[]) =>
  events.reduce<Breaker>((breaker, event) => nextBreaker(breaker, event, now), closedBreaker);
const opened = after(failed, failed, failed);

/** The breaker once its rest is over and a process holds the probe. */
function probed(at: number, breaker = opened): Breaker {
  const admission = admit(breaker, at);
  if (admission.kind !== 'probe') throw new Error(`not probed but ${admission.kind}`);
  return admission.after;
}

describe('a breaker', () => {
  it('opens with the third failed run in a row, and not before', () => {
    expect(after(failed, failed)).toEqual({ kind: 'closed', failures: 2 });
    expect(opened).toMatchObject({ kind: 'open', failures: 3, since: now, code: 'SERVER_ERROR' });
    expect(after(failed, failed, { kind: 'succeeded' }, failed)).toEqual({ kind: 'closed', failures: 1 });
  });

  it('opens at once when the key is refused', () => {
    expect(after({ kind: 'refused', code: 'AUTH_FAILED' })).toMatchObject({ kind: 'open', code: 'AUTH_FAILED' });
  });

  it('lets nobody through while it rests, then one probe, then nobody until that ended', () => {
    expect(admit(opened, now + breakerRestMs - 1)).toEqual({
      kind: 'no',
      until: now + breakerRestMs,
      code: 'SERVER_ERROR',
    });
    const rested = now + breakerRestMs;
    const halfOpen = probed(rested);
    expect(halfOpen.kind).toBe('half-open');
    expect(admit(halfOpen, rested + 1)).toMatchObject({ kind: 'no', until: rested + probeLengthMs });
  });

  it('closes when the probe succeeds, and rests anew when it fails', () => {
    const rested = now + breakerRestMs;
    expect(nextBreaker(probed(rested), { kind: 'succeeded' }, rested)).toEqual(closedBreaker);
    expect(nextBreaker(probed(rested), { kind: 'failed', code: 'TIMEOUT' }, rested)).toMatchObject({
      kind: 'open',
      since: now,
      code: 'TIMEOUT',
      rest: { until: rested + breakerRestMs },
    });
  });

  it('may be probed again at once when the probe found no answer', () => {
    const rested = now + breakerRestMs;
    const released = nextBreaker(probed(rested), { kind: 'released' }, rested);
    expect(released.kind).toBe('open');
    expect(admit(released, rested).kind).toBe('probe');
    expect(nextBreaker(opened, { kind: 'released' }, now)).toBe(opened);
  });

  it('gives the probe of a process that died to another one', () => {
    const rested = now + breakerRestMs;
    expect(admit(probed(rested), rested + probeLengthMs).kind).toBe('probe');
  });

  it('rests no longer for the failure of a process that was still at work', () => {
    expect(nextBreaker(opened, failed, now + 1000)).toBe(opened);
  });

  it('is closed when what was kept cannot be read', () => {
    for (const value of [null, 7, 'open', {}, { kind: 'open' }, { kind: 'closed', failures: -1 }])
      expect(readBreaker(value)).toEqual(closedBreaker);
  });

  it('behaves as a plain count of failures would, whatever happens and wherever the clock jumps', () => {
    const step = fc.record({
      jumpMs: fc.oneof(
        fc.integer({ min: 0, max: 120_000 }),
        fc.integer({ min: -7_200_000, max: 259_200_000 }),
        fc.constant(breakerRestMs),
      ),
      outcome: fc.constantFrom('succeeded', 'failed', 'refused', 'limited', 'killed' as const),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let at = now;
        let breaker = closedBreaker;
        let failures = 0;
        let isOpen = false;
        let since = 0;
        for (const { jumpMs, outcome } of steps) {
          at += jumpMs;
          breaker = readBreaker(JSON.parse(JSON.stringify(breaker)) as Json);
          const admission = admit(breaker, at);
          expect(admission.kind === 'go').toBe(!isOpen);
          if (admission.kind === 'no') {
            // Never locked for longer than a rest, whatever the clock did before.
            expect(admission.until - at).toBeLessThanOrEqual(breakerRestMs);
            expect(admit(breaker, at + breakerRestMs).kind).toBe('probe');
            continue;
          }
          if (admission.kind === 'probe') {
            breaker = admission.after;
            expect(admit(breaker, at).kind).toBe('no');
          }
          if (outcome === 'killed') continue;
          const event: BreakerEvent =
            outcome === 'limited'
              ? { kind: 'released' }
              : outcome === 'succeeded'
                ? { kind: 'succeeded' }
                : { kind: outcome, code: outcome === 'failed' ? 'NETWORK' : 'AUTH_FAILED' };
          breaker = nextBreaker(breaker, event, at);
          if (outcome === 'limited') continue;
          if (outcome === 'succeeded') failures = 0;
          else failures += 1;
          const opens: boolean =
            outcome !== 'succeeded' && (isOpen || outcome === 'refused' || failures >= failuresToOpen);
          if (opens && !isOpen) since = at;
          isOpen = opens;
          expect(breaker.failures).toBe(failures);
          if (breaker.kind !== 'closed') expect(breaker.since).toBe(since);
        }
      }),
    );
  });
});
