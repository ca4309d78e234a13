import { localRegisters } from '@ingest/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PastRun } from '../../src/run/run-history.js';
import { endShare as keepShare, openShares, type RunShare, readShares, wholeRun } from '../../src/run/run-share.js';

const slot = Date.UTC(2026, 5, 4, 14);
const minute = 60_000;
const run = { slot, from: slot - 5 * minute, attempt: 0, count: 3 };

function past(fields: Partial<PastRun> = {}): PastRun {
  return {
    runId: 'run-1',
    startedAt: slot + 1000,
    durationMs: 2000,
    outcome: 'ok',
    newStories: 2,
    unanswered: 0,
    failovers: 1,
    isStopped: false,
    ...fields,
  };
}

function sharing() {
  const registers = localRegisters();
  const clock = { now: slot };
  const now = () => clock.now;
  const end = (index: number, fields: Partial<PastRun> = {}, share: Partial<RunShare> = {}) =>
    keepShare(registers, { name: 'run', ...run, index, ...share }, past(fields), now());
  return {
    registers,
    end,
    open: (other = run) => openShares(registers, 'run', other, now()),
    read: () => readShares(registers, 'run', now()),
    clock,
  };
}

describe('a run in shares', () => {
  it('is whole with its last share, in whatever order they end, and then once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }), async (order) => {
        const { read, open, end } = sharing();
        await open({ ...run, count: 4 });
        const answers = [];
        for (const index of order) answers.push(await end(index, { newStories: index }, { count: 4 }));
        expect(answers.map((answer) => answer?.newStories ?? null)).toEqual([null, null, null, 6]);
        expect(await end(order[0] ?? 0, {}, { count: 4 })).toBeNull();
        const state = await read();
        expect(state === null ? null : wholeRun(state)).toMatchObject({ newStories: 6, failovers: 4 });
      }),
    );
  });

  it('lasts from the first begin to the last end', async () => {
    const { end } = sharing();
    await end(0, { startedAt: slot + 5000, durationMs: 1000 });
    await end(1, { startedAt: slot + 1000, durationMs: 500 });
    expect(await end(2, { startedAt: slot + 2000, durationMs: 9000 })).toMatchObject({
      startedAt: slot + 1000,
      durationMs: 10_000,
    });
  });

  it.each([
    ['ok', ['ok', 'ok', 'ok']],
    ['failed', ['failed', 'failed', 'failed']],
    ['partial', ['ok', 'failed', 'ok']],
    ['partial', ['ok', 'partial', 'ok']],
  ] as const)('is %s where its shares are %j', async (outcome, outcomes) => {
    const { end } = sharing();
    const answers = [];
    for (const [index, one] of outcomes.entries()) answers.push(await end(index, { outcome: one }));
    expect(answers.at(-1)?.outcome).toBe(outcome);
  });

  it('is begun once, by whomever', async () => {
    const { open, end, read } = sharing();
    await open();
    await end(0);
    expect(await open()).toBeNull();
    expect(Object.keys((await read())?.ended ?? {})).toEqual(['0']);
  });

  it('that lacks shares when the next one begins is told as far as it came, and waits for none any more', async () => {
    const { open, end } = sharing();
    await open();
    await end(0, { newStories: 5 });
    const next = { ...run, slot: slot + 5 * minute };
    expect(await open(next)).toMatchObject({ outcome: 'partial', newStories: 5, isStopped: false });
    expect(await end(1)).toBeNull();
    expect(await end(2)).toBeNull();
    expect(await end(0, {}, next)).toBeNull();
  });

  it('of which nothing came says nothing', async () => {
    const { open } = sharing();
    await open();
    expect(await open({ ...run, slot: slot + 5 * minute })).toMatchObject({ isStopped: true, durationMs: 0 });
  });

  it('is another one when it is tried again in its slot', async () => {
    const { open, end, read } = sharing();
    for (const index of [0, 1, 2]) await end(index, { outcome: 'failed' });
    expect(await open({ ...run, attempt: 1 })).toBeNull();
    expect(await read()).toMatchObject({ attempt: 1, ended: {} });
    expect(await open()).toBeNull();
    expect(await read()).toMatchObject({ attempt: 1 });
  });

  it('that was begun by a clock that was ahead was never begun for those whose clock is right', async () => {
    const { open, end, read, clock } = sharing();
    const ahead = { ...run, slot: slot + 1440 * minute, from: slot + 1435 * minute };
    clock.now = ahead.slot;
    await open(ahead);
    clock.now = slot;
    expect(await read()).toBeNull();
    expect(await open()).toBeNull();
    expect(await read()).toMatchObject({ slot });
    for (const index of [0, 1]) expect(await end(index)).toBeNull();
    expect(await end(2)).toMatchObject({ outcome: 'ok' });
  });

  it('that cannot be read was never begun', async () => {
    const { registers, open, read } = sharing();
    await registers.change('shares/run', () => ({ after: { slot: 'noon' }, result: null }));
    expect(await read()).toBeNull();
    expect(await open()).toBeNull();
    expect(await read()).toMatchObject({ count: 3 });
  });
});
