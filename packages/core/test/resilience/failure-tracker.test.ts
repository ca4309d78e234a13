import { manualClock } from '@ingest/core/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  consecutiveFailures,
  createFailureTracker,
  type FailureTrackerState,
  failureTrackerState,
  noFailures,
  type TrackedRun,
  trackRun,
} from '../../src/resilience/failure-tracker.js';

const minute = 60_000;
const windowMs = 15 * minute;
const now = Date.UTC(2026, 5, 4, 14);
const kept = (state: FailureTrackerState) => failureTrackerState.parse(JSON.parse(JSON.stringify(state)));

function tracked(...runs: readonly (readonly [TrackedRun, number])[]) {
  let state = noFailures;
  const changes = runs.map(([run, minutes]) => {
    const result = trackRun(state, run, now + minutes * minute);
    state = result.state;
    return result.change;
  });
  return { state, changes };
}

describe('trackRun', () => {
  it('raises once with the third failed run in a row, and resolves once', () => {
    const { changes } = tracked(
      ['failed', 0],
      ['failed', 5],
      ['failed', 10],
      ['failed', 12],
      ['good', 20],
      ['good', 25],
    );
    expect(changes).toEqual([null, null, 'raised', null, 'resolved', null]);
  });

  it('raises again after it was resolved', () => {
    const failing = ['failed', 0] as const;
    const { changes, state } = tracked(failing, failing, failing, ['good', 1], failing, failing, failing);
    expect(changes.at(-1)).toBe('raised');
    expect(state.raisedAt).toBe(now);
  });

  it('begins anew after a run that did not fail', () => {
    expect(tracked(['failed', 0], ['failed', 1], ['good', 2], ['failed', 3]).state).toEqual({
      failedAt: [now + 3 * minute],
      raisedAt: null,
    });
  });

  it('takes a run that says nothing for nothing', () => {
    const runs = [
      ['failed', 0],
      ['neutral', 1],
      ['failed', 2],
      ['neutral', 3],
      ['failed', 4],
      ['neutral', 5],
    ] as const;
    const { state, changes } = tracked(...runs);
    expect(changes).toEqual([null, null, null, null, 'raised', null]);
    expect(trackRun(state, 'neutral', now).state).toBe(state);
  });

  it('forgets failures that lie further back than its window', () => {
    expect(tracked(['failed', 0], ['failed', 7], ['failed', 15]).changes).toEqual([null, null, null]);
  });

  it('stays raised when time alone has passed', () => {
    const failing = [
      ['failed', 0],
      ['failed', 0],
      ['failed', 0],
    ] as const;
    expect(tracked(...failing, ['failed', 600], ['good', 900]).changes.slice(3)).toEqual([null, 'resolved']);
  });

  it('keeps a hundred failures, or as many as it takes', () => {
    const after = (count: number, threshold: number) => {
      let state = noFailures;
      for (let run = 0; run < count; run += 1) state = trackRun(state, 'failed', now, { threshold }).state;
      return state;
    };
    expect(after(130, 3).failedAt).toHaveLength(100);
    expect(after(130, 120).failedAt).toHaveLength(120);
    expect(after(130, 120).raisedAt).toBe(now);
  });

  it.each([{ threshold: 0 }, { threshold: 2.5 }, { threshold: Number.NaN }, { windowMs: 0 }, { windowMs: -1 }])(
    'refuses %j',
    (options) => {
      expect(() => trackRun(noFailures, 'neutral', now, options)).toThrow(RangeError);
      expect(() => createFailureTracker({ clock: manualClock(now), ...options })).toThrow(/not -?[\dN]/);
    },
  );

  it('counts as a list of all runs would, wherever the clock jumps', () => {
    const step = fc.record({
      jumpMs: fc.oneof(fc.integer({ min: 0, max: 10 * minute }), fc.integer({ min: -180 * minute, max: 180 * minute })),
      run: fc.constantFrom<TrackedRun>('failed', 'failed', 'failed', 'good', 'neutral'),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), fc.integer({ min: 1, max: 5 }), (steps, threshold) => {
        let at = now;
        let state = noFailures;
        const told: { readonly at: number; readonly run: TrackedRun }[] = [];
        let raised = 0;
        let resolved = 0;
        for (const { jumpMs, run } of steps) {
          at += jumpMs;
          told.push({ at, run });
          const { state: next, change } = trackRun(kept(state), run, at, { threshold });
          state = next;
          const sinceGood = told.slice(told.findLastIndex((one) => one.run === 'good') + 1);
          // One that was too far off when another was told is gone for good, wherever the clock goes then.
          const counts = sinceGood.filter(
            (one, index) =>
              one.run === 'failed' &&
              sinceGood.slice(index).every((later) => later.run !== 'failed' || Math.abs(later.at - one.at) < windowMs),
          );
          const inWindow = counts.filter((one) => Math.abs(one.at - at) < windowMs).length;
          expect(consecutiveFailures(state, at)).toBe(inWindow);
          if (change === 'raised') raised += 1;
          if (change === 'resolved') resolved += 1;
          if (run === 'failed' && inWindow >= threshold) expect(raised).toBe(resolved + 1);
          if (run === 'good') expect(raised).toBe(resolved);
          if (change !== null) expect(change).toBe(run === 'failed' ? 'raised' : 'resolved');
          if (change === 'raised') expect(inWindow).toBeGreaterThanOrEqual(threshold);
          expect(state.raisedAt !== null).toBe(raised > resolved);
        }
      }),
    );
  });
});

describe('consecutiveFailures', () => {
  it('slides with time also when nobody looks', () => {
    const { state } = tracked(['failed', 0], ['failed', 7]);
    expect([8, 14, 15, 21, 22].map((at) => consecutiveFailures(state, now + at * minute, windowMs))).toEqual([
      2, 2, 1, 1, 0,
    ]);
  });

  it('does not count what a clock that was wrong told of the future', () => {
    const { state } = tracked(['failed', 15], ['failed', 14]);
    expect(consecutiveFailures(state, now)).toBe(1);
  });

  it('refuses a window that cannot be', () => {
    expect(() => consecutiveFailures(noFailures, now, Number.POSITIVE_INFINITY)).toThrow(RangeError);
  });
});

describe('a tracker that was kept', () => {
  it('is told from what is none', () => {
    for (const value of [null, 1, 'x', [], {}, { failedAt: ['x'], raisedAt: null }, { failedAt: [1] }]) {
      expect(failureTrackerState.safeParse(value).success).toBe(false);
    }
  });

  it('is as it was', () => {
    const { state } = tracked(['failed', 0], ['failed', 0], ['failed', 1]);
    expect(kept(state)).toEqual(state);
    expect(kept(state).raisedAt).toBe(now + minute);
  });
});

describe('createFailureTracker', () => {
  it('counts by its clock and can be handed on', async () => {
    const clock = manualClock(now);
    const tracker = createFailureTracker({ clock, threshold: 2, windowMs: minute });
    expect([tracker.record('failed'), tracker.failures, tracker.isRaised]).toEqual([null, 1, false]);
    expect([tracker.record('failed'), tracker.failures, tracker.isRaised]).toEqual(['raised', 2, true]);
    const later = createFailureTracker({ clock, threshold: 2, windowMs: minute, state: tracker.state });
    await clock.advance(minute);
    expect([later.failures, later.isRaised]).toEqual([0, true]);
    expect([later.record('good'), later.isRaised, later.state]).toEqual(['resolved', false, noFailures]);
  });

  it('raises after three failed runs in fifteen minutes unless it is told otherwise', async () => {
    const clock = manualClock(now);
    const tracker = createFailureTracker({ clock });
    tracker.record('failed');
    await clock.advance(windowMs - 1);
    expect([tracker.record('failed'), tracker.record('failed')]).toEqual([null, 'raised']);
  });
});
