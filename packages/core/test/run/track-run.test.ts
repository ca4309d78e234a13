import { localRegisters } from '@ingest/core';
import { manualClock } from '@ingest/core/testing';
import { describe, expect, it } from 'vitest';
import { readFailureTracker } from '../../src/resilience/failure-tracker.js';
import type { IngestOptions } from '../../src/run/settings.js';
import { keepTracked, trackedAs, trackerPrefix } from '../../src/run/track-run.js';
import { setup, startOfDay } from '../support/run-setup.js';
import { wire } from '../support/wire.js';

const minute = 60_000;
const failed = { outcome: 'failed', error: { code: 'SOURCES_EXHAUSTED', message: 'no source' } } as const;
const good = { outcome: 'ok' } as const;
const skipped = { outcome: 'skipped' } as const;

describe('a run', () => {
  it.each([
    ['good', { outcome: 'ok' }],
    ['good', { outcome: 'partial' }],
    ['failed', failed],
    ['failed', { outcome: 'failed', error: { code: 'STORE_FULL', message: 'no room' } }],
    ['neutral', { outcome: 'skipped' }],
    ['neutral', { outcome: 'failed', error: { code: 'ABORTED', message: 'stopped' } }],
  ] as const)('is %s for the tracker when it ended as %j', (tracked, report) => {
    expect(trackedAs(report)).toBe(tracked);
  });
});

/** The tracker of all runs under one lease. */
function tracker() {
  const values = new Map();
  const registers = localRegisters(values);
  const state = (leaseName = 'run') => readFailureTracker(values.get(trackerPrefix + leaseName) ?? null);
  return { values, registers, state };
}

describe('keepTracked', () => {
  it('raises with the third failed run in a row, and resolves with one that did not fail', async () => {
    const { registers, state } = tracker();
    for (let run = 0; run < 3; run += 1) {
      expect(state().raisedAt).toBeNull();
      await keepTracked(registers, 'run', failed, startOfDay + run * minute);
    }
    expect(state()).toMatchObject({ raisedAt: startOfDay + 2 * minute });
    await keepTracked(registers, 'run', good, startOfDay + 3 * minute);
    expect(state()).toEqual({ failedAt: [], raisedAt: null });
  });

  it('says nothing of a run that says nothing', async () => {
    const { registers, state, values } = tracker();
    await keepTracked(registers, 'run', skipped, startOfDay);
    expect(values.size).toBe(0);
    await keepTracked(registers, 'run', failed, startOfDay);
    const before = state();
    await keepTracked(registers, 'run', skipped, startOfDay + minute);
    expect(state()).toEqual(before);
  });

  it('keeps one tracker for each lease', async () => {
    const { registers, state } = tracker();
    await keepTracked(registers, 'run', failed, startOfDay);
    await keepTracked(registers, 'run-eu', good, startOfDay);
    expect([state('run').failedAt.length, state('run-eu').failedAt.length]).toEqual([1, 0]);
  });
});

describe('whole runs', () => {
  /** A minute apart, each a process of its own. */
  function running() {
    const clock = manualClock(startOfDay);
    const first = wire({ clock });
    first.publish(startOfDay - minute);
    const test = setup({ sources: [first] }, clock);
    const next = async (changes: Partial<IngestOptions> = {}) => {
      await clock.advance(minute);
      return test.another(changes).run();
    };
    const state = () => readFailureTracker(test.stored.registers.get('tracker/run') ?? null);
    return { ...test, first, next, state };
  }

  it('are tracked from process to process', async () => {
    const test = running();
    test.first.trouble = 'NETWORK';
    for (let run = 0; run < 3; run += 1) await test.next();
    expect(test.state().raisedAt).not.toBeNull();
    // Its breaker is open: such a run has failed like any other.
    expect((await test.next()).error?.code).toBe('SOURCES_EXHAUSTED');
    expect(test.state().raisedAt).not.toBeNull();
    test.first.trouble = null;
    await test.clock.advance(5 * minute);
    await test.next();
    expect(test.state()).toEqual({ failedAt: [], raisedAt: null });
  });

  it('are not counted when they are stopped', async () => {
    const test = running();
    test.first.trouble = 'NETWORK';
    await test.next();
    const before = test.state();
    expect(before.failedAt).toHaveLength(1);
    const stop = new AbortController();
    test.first.trouble = 'hang';
    const stopped = test.another().start(stop.signal);
    await test.clock.advance(0);
    stop.abort();
    await stopped;
    expect(test.state()).toEqual(before);
  });

  it('say nothing of fresh reading when they read a range', async () => {
    const test = running();
    test.first.trouble = 'NETWORK';
    const range = { kind: 'range', from: startOfDay - 10 * minute, to: startOfDay } as const;
    expect((await test.next({ reading: range })).outcome).toBe('failed');
    expect(test.stored.registers.has('tracker/run')).toBe(false);
  });

  it('leave the tracker alone when they only ask, or write no state', async () => {
    const test = running();
    test.first.trouble = 'NETWORK';
    for (const writes of ['nothing', 'news'] as const) await test.next({ writes });
    expect(test.stored.registers.has('tracker/run')).toBe(false);
  });
});
