import { localRegisters, type RunReport, toIso } from '@ingest/core';
import { manualClock } from '@ingest/core/testing';
import { describe, expect, it } from 'vitest';
import { keepRun, readRuns, runsPrefix, toPastRun, trackedAs } from '../../src/run/run-history.js';
import type { IngestOptions } from '../../src/run/settings.js';
import { setup, startOfDay } from '../support/run-setup.js';
import { wire } from '../support/wire.js';

const minute = 60_000;
const failed = { outcome: 'failed', error: { code: 'SOURCES_EXHAUSTED', message: 'no source' } } as const;
const good = { outcome: 'ok' } as const;

describe('a run', () => {
  it.each([
    ['good', { outcome: 'ok' }],
    ['good', { outcome: 'partial' }],
    ['failed', failed],
    ['failed', { outcome: 'failed', error: { code: 'STORE_FULL', message: 'no room' } }],
    ['neutral', { outcome: 'skipped' }],
    ['neutral', { outcome: 'failed', error: { code: 'ABORTED', message: 'stopped' } }],
  ] as const)('is %s for the tracker when it ended as %j', (tracked, report) => {
    expect(trackedAs(toPastRun(reportOf(report)))).toBe(tracked);
  });
});

/** A run that began at an instant. */
function reportOf(fields: Partial<RunReport>, startedAt = startOfDay): RunReport {
  const nothing = { received: 0, new: 0, duplicate: 0, revised: 0, collisions: 0, rejected: 0 };
  return {
    runId: `run-${startedAt}`,
    outcome: 'ok',
    mode: 'failover',
    startedAt: toIso(startedAt),
    durationMs: 1200,
    tickers: [],
    unanswered: [],
    requests: 0,
    items: nothing,
    sources: [],
    failovers: [],
    gaps: [],
    collections: [],
    notifications: { queued: 0, delivered: 0, pending: 0, dead: 0 },
    incidents: [],
    warnings: [],
    ...fields,
  };
}

describe('keepRun', () => {
  const keeping = () => {
    const registers = localRegisters();
    const keep = (fields: Partial<RunReport>, after = 0, lease = 'run') =>
      keepRun(registers, lease, toPastRun(reportOf(fields, startOfDay + after)), startOfDay + after);
    return { registers, keep, read: (lease = 'run') => readRuns(registers, lease) };
  };

  it('raises with the third failed run in a row, and resolves with one that did not fail', async () => {
    const { keep, read } = keeping();
    for (let run = 0; run < 3; run += 1) {
      expect((await read()).failures.raisedAt).toBeNull();
      await keep(failed, run * minute);
    }
    expect((await read()).failures).toMatchObject({ raisedAt: startOfDay + 2 * minute });
    await keep(good, 3 * minute);
    expect((await read()).failures).toEqual({ failedAt: [], raisedAt: null });
  });

  it('counts no run that says nothing, and remembers it all the same', async () => {
    const { keep, read } = keeping();
    await keep(failed);
    const before = (await read()).failures;
    await keep({ outcome: 'failed', error: { code: 'ABORTED', message: 'stopped' } }, minute);
    expect(await read()).toMatchObject({ failures: before, recent: [{ outcome: 'failed' }, { outcome: 'failed' }] });
  });

  it('keeps one history for each lease', async () => {
    const { keep, read } = keeping();
    await keep(failed);
    await keep(good, 0, 'run-eu');
    expect([(await read()).failures.failedAt.length, (await read('run-eu')).failures.failedAt.length]).toEqual([1, 0]);
  });

  it('remembers the last twenty runs, the newest first, and when the first ever began', async () => {
    const { keep, read } = keeping();
    expect(await read()).toEqual({ firstAt: null, failures: { failedAt: [], raisedAt: null }, recent: [] });
    for (let run = 0; run < 25; run += 1) await keep({ durationMs: run }, run * minute);
    const { firstAt, recent } = await read();
    expect(firstAt).toBe(startOfDay);
    expect(recent.map(({ durationMs }) => durationMs)).toEqual(Array.from({ length: 20 }, (_, index) => 24 - index));
  });

  it('begins anew where what was kept cannot be read', async () => {
    const { registers, read } = keeping();
    await registers.change(`${runsPrefix}run`, () => ({ after: { firstAt: 'yesterday' }, result: null }));
    expect((await read()).firstAt).toBeNull();
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
    const state = async () => (await readRuns(test.stored.store.registers, 'run')).failures;
    return { ...test, first, next, state };
  }

  it('are tracked from process to process', async () => {
    const test = running();
    test.first.trouble = 'NETWORK';
    for (let run = 0; run < 3; run += 1) await test.next();
    expect((await test.state()).raisedAt).not.toBeNull();
    // Its breaker is open: such a run has failed like any other.
    expect((await test.next()).error?.code).toBe('SOURCES_EXHAUSTED');
    expect((await test.state()).raisedAt).not.toBeNull();
    test.first.trouble = null;
    await test.clock.advance(5 * minute);
    await test.next();
    expect(await test.state()).toEqual({ failedAt: [], raisedAt: null });
  });

  it('in shares are remembered and tracked as one when the last share has ended', async () => {
    const test = running();
    test.first.trouble = 'NETWORK';
    const recent = async () => (await readRuns(test.stored.store.registers, 'run')).recent.length;
    for (let slot = 0; slot < 3; slot += 1) {
      const share = { name: 'run', slot: test.clock.now(), from: startOfDay, attempt: 0, count: 2 };
      await test.next({ tickers: ['AAPL'], leaseName: 'run/0', share: { ...share, index: 0 } });
      expect([await recent(), (await test.state()).raisedAt]).toEqual([slot, null]);
      await test.next({ tickers: ['MSFT'], leaseName: 'run/1', share: { ...share, index: 1 } });
      expect(await recent()).toBe(slot + 1);
    }
    expect((await test.state()).raisedAt).not.toBeNull();
  });

  it('are not counted when they are stopped', async () => {
    const test = running();
    test.first.trouble = 'NETWORK';
    await test.next();
    const before = await test.state();
    expect(before.failedAt).toHaveLength(1);
    const stop = new AbortController();
    test.first.trouble = 'hang';
    const stopped = test.another().start(stop.signal);
    await test.clock.advance(0);
    stop.abort();
    await stopped;
    expect(await test.state()).toEqual(before);
  });

  it('say nothing of fresh reading when they read a range', async () => {
    const test = running();
    test.first.trouble = 'NETWORK';
    const range = { kind: 'range', from: startOfDay - 10 * minute, to: startOfDay } as const;
    expect((await test.next({ reading: range })).outcome).toBe('failed');
    expect(test.stored.registers.has('runs/run')).toBe(false);
  });

  it('leave the tracker alone when they only ask, or write no state', async () => {
    const test = running();
    test.first.trouble = 'NETWORK';
    for (const writes of ['nothing', 'news'] as const) await test.next({ writes });
    expect(test.stored.registers.has('runs/run')).toBe(false);
  });
});
