import { createFailureTracker } from '@ingest/core';
import { manualClock } from '@ingest/core/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  consecutiveFailures,
  noFailures,
  readFailureTracker,
  type TrackedRun,
  trackRun,
} from '../../src/resilience/failure-tracker.js';

const minute = 60_000;
const now = Date.UTC(2026, 5, 4, 14);

function tracked(...runs: readonly (readonly [TrackedRun, number])[]) {
  let state = noFailures;
  const changes = runs.map(([run, minutes]) => {
    const result = trackRun(state, run, now + minutes * minute);
    state = result.state;
    return result.change;
  });
  return { state, changes };
}

describe('the failure tracker', () => {
  it('raises once with the third failed run in a row, and resolves once', () => {
    const { changes } = tracked(
      ['failed', 0],
      ['failed', 5],
      ['failed', 10],
      ['failed', 15],
      ['good', 20],
      ['good', 25],
    );
    expect(changes).toEqual([null, null, 'raised', null, 'resolved', null]);
  });

  it('raises again after it was resolved', () => {
    const failing = ['failed', 0] as const;
    expect(tracked(failing, failing, failing, ['good', 1], failing, failing, failing).changes.at(-1)).toBe('raised');
  });

  it('takes a skipped run for nothing', () => {
    expect(tracked(['failed', 0], ['failed', 1], ['neutral', 2], ['failed', 3]).changes).toEqual([
      null,
      null,
      null,
      'raised',
    ]);
  });

  it('forgets failures that lie further back than its window', () => {
    expect(tracked(['failed', 0], ['failed', 7], ['failed', 15]).changes).toEqual([null, null, null]);
  });

  it('slides with time also when nobody looks', () => {
    const { state } = tracked(['failed', 0], ['failed', 7]);
    expect([8, 14, 15, 22].map((at) => consecutiveFailures(state, now + at * minute))).toEqual([2, 2, 1, 0]);
  });

  it('is a new one when what was kept cannot be read', () => {
    for (const value of [null, 1, {}, { failedAt: ['x'], raisedAt: null }])
      expect(readFailureTracker(value)).toEqual(noFailures);
    const { state } = tracked(['failed', 0]);
    expect(readFailureTracker(JSON.parse(JSON.stringify(state)))).toEqual(state);
  });

  it('counts as a list of all runs would, wherever the clock jumps', () => {
    const windowMs = 15 * minute;
    const step = fc.record({
      jumpMs: fc.oneof(fc.integer({ min: 0, max: 10 * minute }), fc.integer({ min: -180 * minute, max: 180 * minute })),
      run: fc.constantFrom<TrackedRun>('failed', 'failed', 'failed', 'good', 'neutral'),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let at = now;
        let state = noFailures;
        let failedAt: number[] = [];
        let isRaised = false;
        for (const { jumpMs, run } of steps) {
          at += jumpMs;
          const { state: next, change } = trackRun(state, run, at);
          state = next;
          if (run === 'good') {
            expect(change).toBe(isRaised ? 'resolved' : null);
            [failedAt, isRaised] = [[], false];
          } else if (run === 'failed') {
            failedAt = [...failedAt.filter((one) => Math.abs(at - one) < windowMs), at];
            expect(change).toBe(!isRaised && failedAt.length >= 3 ? 'raised' : null);
            isRaised ||= failedAt.length >= 3;
          } else expect(change).toBeNull();
          expect(state.failedAt.length).toBeLessThanOrEqual(3);
        }
      }),
    );
  });
});

describe('a tracker in memory', () => {
  it('counts by its clock and can be handed on', async () => {
    const clock = manualClock(now);
    const tracker = createFailureTracker({ clock, threshold: 2, windowMs: minute });
    expect([tracker.record('failed'), tracker.failures, tracker.isRaised]).toEqual([null, 1, false]);
    expect([tracker.record('failed'), tracker.isRaised]).toEqual(['raised', true]);
    const later = createFailureTracker({ clock, threshold: 2, windowMs: minute, state: tracker.state });
    await clock.advance(minute);
    expect([later.failures, later.isRaised]).toEqual([0, true]);
    expect(later.record('good')).toBe('resolved');
  });

  it('refuses what cannot be', () => {
    const clock = manualClock(now);
    expect(() => createFailureTracker({ clock, threshold: 0 })).toThrow(RangeError);
    expect(() => createFailureTracker({ clock, windowMs: Number.NaN })).toThrow(RangeError);
  });
});
