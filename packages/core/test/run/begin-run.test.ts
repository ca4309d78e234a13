import { type Job, localRegisters, marketCalendar, marketHours, readRuns, readShares, runLease } from '@ingest/core';
import { manualClock } from '@ingest/core/testing';
import { expect, it } from 'vitest';
import { beginRun } from '../../src/run/begin-run.js';

const minute = 60_000;
const schedule = { calendar: marketCalendar('XNYS'), openMs: 5 * minute, closedMs: 60 * minute };
/** Thursday, 10:00 in New York. */
const slot = Date.UTC(2026, 5, 4, 14);
const tickers = ['A', 'B', 'C'];

function beginning() {
  const registers = localRegisters();
  const clock = manualClock(slot);
  const sent: Job[] = [];
  const state = { isDown: false };
  const send = async (jobs: readonly Job[]) => {
    if (state.isDown) throw new Error('the queue is away');
    sent.push(...jobs);
  };
  const begin = (run: { slot: number; attempt: number }, tickersPerJob = 2) =>
    beginRun({ ...run, tickers, tickersPerJob }, { registers, clock, schedule, hours: marketHours(schedule), send });
  return { registers, clock, sent, begin, state, begun: () => readShares(registers, runLease, clock.now()) };
}

it('cuts a run into shares, sends them, and writes down that it is begun', async () => {
  const { begin, begun, sent } = beginning();
  const jobs = await begin({ slot, attempt: 0 });
  expect(sent).toEqual(jobs);
  expect(jobs.map((job) => job.tickers)).toEqual([['A', 'B'], ['C']]);
  expect(await begun()).toEqual({ slot, from: slot - 5 * minute, attempt: 0, count: 2, ended: {} });
});

it('writes nothing down of what could not be sent, so that it is begun anew', async () => {
  const { begin, begun, state } = beginning();
  state.isDown = true;
  await expect(begin({ slot, attempt: 0 })).rejects.toThrow('the queue is away');
  expect(await begun()).toBeNull();
});

it('remembers the run before as far as it came', async () => {
  const { begin, registers, clock } = beginning();
  await begin({ slot, attempt: 0 });
  await clock.advance(5 * minute);
  await begin({ slot: slot + 5 * minute, attempt: 0 });
  expect((await readRuns(registers, runLease)).recent).toMatchObject([{ runId: `${slot}.0`, isStopped: true }]);
});
