import {
  type IngestOptions,
  localRegisters,
  openShares,
  type RegisterStore,
  type RunReport,
  runLease,
} from '@ingest/core';
import { manualClock } from '@ingest/core/testing';
import { describe, expect, it } from 'vitest';
import type { Job } from '../../src/worker/jobs.js';
import { makeShare } from '../../src/worker/make-share.js';
import { reportOf } from '../support/report.js';

const slot = Date.UTC(2026, 5, 4, 14);
const from = slot - 300_000;
const job: Job = { slot, from, attempt: 0, index: 1, count: 2, tickers: ['AAPL', 'MSFT'] };

/** Makes shares with runs that end as they are told to, and leave what they are told to. */
function making(report: RunReport = reportOf(), leave: (registers: RegisterStore) => Promise<void> = async () => {}) {
  const registers = localRegisters();
  const runs: Partial<IngestOptions>[] = [];
  const again: Job[] = [];
  const make = (made = job) =>
    makeShare(made, {
      registers,
      clock: manualClock(slot + 1000),
      async run(changes) {
        runs.push(changes);
        await leave(registers);
        return report;
      },
      async again(one) {
        again.push(one);
      },
    });
  return { registers, runs, again, make };
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

  it('that has ended is not made again', async () => {
    const { registers, runs, make } = making();
    await ended(registers, 'ok');
    await make();
    expect(runs).toEqual([]);
    await make({ ...job, index: 0 });
    expect(runs).toHaveLength(1);
  });

  it('of a run that was given up is not made', async () => {
    const { registers, runs, make } = making();
    await openShares(registers, runLease, { slot: slot + 300_000, from: slot, attempt: 0, count: 2 }, slot + 1000);
    await make();
    expect(runs).toEqual([]);
    await make({ ...job, slot: slot + 300_000 });
    await make({ ...job, slot: slot + 300_000, attempt: 1 });
    expect(runs).toHaveLength(2);
  });

  it.each([
    ['another worker is at the tickers of job 2 of 2', reportOf({ outcome: 'skipped' })],
    ['stopped', reportOf({ outcome: 'failed', error: { code: 'ABORTED', message: 'stopped' } })],
    ['no room', reportOf({ outcome: 'failed', error: { code: 'STORE_FULL', message: 'no room' } })],
  ])('is left to another try: %s', async (message, report) => {
    await expect(making(report).make()).rejects.toThrow(message);
  });

  it('whose run has failed as a whole asks for another attempt, and not before all shares are there', async () => {
    const report = reportOf({ outcome: 'failed', error: { code: 'SOURCES_EXHAUSTED', message: 'none' } });
    const first = making(report, (registers) => ended(registers, 'failed'));
    await first.make();
    expect(first.again).toEqual([]);
    const last = making(report, (registers) => ended(registers, 'failed', 2));
    await last.make();
    expect(last.again).toEqual([job]);
    const good = making(reportOf(), (registers) => ended(registers, 'ok', 2));
    await good.make();
    expect(good.again).toEqual([]);
  });
});
