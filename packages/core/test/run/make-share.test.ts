import {
  type IngestOptions,
  type Job,
  localRegisters,
  openShares,
  type RegisterStore,
  type RunReport,
  runLease,
} from '@ingest/core';
import { manualClock } from '@ingest/core/testing';
import { describe, expect, it } from 'vitest';
import { makeShare } from '../../src/run/make-share.js';
import { runReportOf as reportOf } from '../support/model-values.js';

const slot = Date.UTC(2026, 5, 4, 14);
const from = slot - 300_000;
const job: Job = { slot, from, attempt: 0, index: 1, count: 2, tickers: ['AAPL', 'MSFT'] };

/** Makes shares with runs that end as they are told to, and leave what they are told to. */
function making(report: RunReport = reportOf(), leave: (registers: RegisterStore) => Promise<void> = async () => {}) {
  const registers = localRegisters();
  const runs: Partial<IngestOptions>[] = [];
  const make = (made = job) =>
    makeShare(made, {
      registers,
      clock: manualClock(slot + 1000),
      async run(changes) {
        runs.push(changes);
        await leave(registers);
        return report;
      },
    });
  return { registers, runs, make };
}

/** As a run in shares leaves it. */
async function ended(registers: RegisterStore, outcome: RunReport['outcome'], count = 1) {
  const run = {
    runId: 'r',
    startedAt: slot,
    durationMs: 1,
    outcome,
    newStories: 0,
    unanswered: 0,
    failovers: 0,
    isStopped: false,
  };
  const of = Object.fromEntries(Array.from({ length: count }, (_, index) => [index + (count === 1 ? 1 : 0), run]));
  await registers.change('shares/run', () => ({
    after: { slot, from, attempt: 0, count: 2, ended: of },
    result: null,
  }));
}

describe('a share', () => {
  it('is a run of its tickers under a lease of its own', async () => {
    const { runs, make } = making();
    await make();
    const share = { name: runLease, slot, from, attempt: 0, index: 1, count: 2 };
    expect(runs).toEqual([{ tickers: ['AAPL', 'MSFT'], leaseName: 'run/1', share }]);
  });

  it('that is the whole run has the lease of a run', async () => {
    const { runs, make } = making();
    await make({ ...job, index: 0, count: 1 });
    expect(runs).toMatchObject([{ leaseName: 'run' }]);
  });

  it('that has ended is not made again', async () => {
    const { registers, runs, make } = making();
    await ended(registers, 'ok');
    expect(await make()).toEqual({ kind: 'unwanted' });
    expect(runs).toEqual([]);
    await make({ ...job, index: 0 });
    expect(runs).toHaveLength(1);
  });

  it('of a run that was given up is not made', async () => {
    const { registers, runs, make } = making();
    await openShares(registers, runLease, { slot: slot + 300_000, from: slot, attempt: 0, count: 2 }, slot + 1000);
    expect(await make()).toEqual({ kind: 'unwanted' });
    expect(runs).toEqual([]);
    await make({ ...job, slot: slot + 300_000 });
    await make({ ...job, slot: slot + 300_000, attempt: 1 });
    expect(runs).toHaveLength(2);
  });

  it.each([
    ['another process is at the tickers of share 2 of 2', reportOf({ outcome: 'skipped' })],
    ['stopped', reportOf({ outcome: 'failed', error: { code: 'ABORTED', message: 'stopped' } })],
    ['no room', reportOf({ outcome: 'failed', error: { code: 'STORE_FULL', message: 'no room' } })],
  ])('is left to another try: %s', async (why, report) => {
    expect(await making(report).make()).toEqual({ kind: 'left', report, why });
  });

  it('that another process has made while it waited is not left', async () => {
    const made = await making(reportOf({ outcome: 'skipped' }), (registers) => ended(registers, 'ok')).make();
    expect(made).toEqual({ kind: 'unwanted' });
  });

  it('says what the whole run came to, once all shares are there', async () => {
    const report = reportOf({ outcome: 'failed', error: { code: 'SOURCES_EXHAUSTED', message: 'none' } });
    const first = await making(report, (registers) => ended(registers, 'failed')).make();
    expect(first).toEqual({ kind: 'made', report, whole: null });
    const last = await making(report, (registers) => ended(registers, 'failed', 2)).make();
    expect(last).toMatchObject({ kind: 'made', whole: { outcome: 'failed' } });
  });

  it('says nothing of a whole run that was given up meanwhile', async () => {
    const later = { slot: slot + 300_000, from: slot, attempt: 0, count: 1 };
    const made = await making(reportOf(), async (registers) => {
      await ended(registers, 'ok', 2);
      await openShares(registers, runLease, later, slot + 1000);
    }).make();
    expect(made).toMatchObject({ kind: 'made', whole: null });
  });
});
