import { beginRun, latestSlot, localRegisters, marketCalendar, marketHours, readShares, runLease } from '@ingest/core';
import { manualClock } from '@ingest/core/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dueRun, type Tick } from '../../src/run/due-run.js';
import { makeShare } from '../../src/run/make-share.js';
import type { PastRun } from '../../src/run/run-history.js';
import { endShare, isWanted, type SharedRunState } from '../../src/run/run-share.js';
import { runReportOf } from '../support/model-values.js';

const second = 1_000;
const minute = 60 * second;
const schedule = { calendar: marketCalendar('XNYS'), openMs: 5 * minute, closedMs: 60 * minute };
/** Thursday, 10:00 in New York: the market is open. */
const slot = Date.UTC(2026, 5, 4, 14);

function past(fields: Partial<PastRun> = {}): PastRun {
  return {
    runId: 'r',
    startedAt: slot + second,
    durationMs: 10 * second,
    outcome: 'failed',
    newStories: 0,
    unanswered: 0,
    failovers: 0,
    isStopped: false,
    ...fields,
  };
}

function begun(ended: readonly PastRun[], fields: Partial<SharedRunState> = {}): SharedRunState {
  return { slot, from: slot - 5 * minute, attempt: 0, count: 1, ended: Object.fromEntries(ended.entries()), ...fields };
}

const due = (tick: Partial<Tick>) =>
  dueRun({ now: slot + minute, scheduledAt: slot + minute, schedule, begun: null, breakers: ['closed'], ...tick });

describe('a tick', () => {
  it('makes the run of the slot that is on when nobody began it, also when the tick is late', () => {
    expect(due({})).toEqual({ kind: 'run', slot, attempt: 0 });
    expect(due({ begun: begun([past()], { slot: slot - 5 * minute, attempt: 2 }) })).toEqual({
      kind: 'run',
      slot,
      attempt: 0,
    });
    expect(due({ now: slot + 61 * minute })).toEqual({ kind: 'run', slot: slot + 60 * minute, attempt: 0 });
  });

  it.each(['ok', 'partial', 'skipped'] as const)('has nothing to do when the run of the slot was %s', (outcome) => {
    expect(due({ begun: begun([past({ outcome })]) })).toEqual({ kind: 'nothing' });
  });

  it('makes a share anew that was begun and never ended, and leaves several shares to their queue', () => {
    expect(due({ begun: begun([], { attempt: 1 }) })).toEqual({ kind: 'run', slot, attempt: 1 });
    expect(due({ begun: begun([past()], { count: 2 }) })).toEqual({ kind: 'nothing' });
  });

  it('tries a failed run again, twice, when it has rested', () => {
    expect(due({ begun: begun([past()]) })).toEqual({ kind: 'run', slot, attempt: 1 });
    expect(due({ begun: begun([past()], { attempt: 1 }) })).toEqual({ kind: 'run', slot, attempt: 2 });
    expect(due({ begun: begun([past()], { attempt: 2 }) })).toEqual({ kind: 'nothing' });
    expect(due({ begun: begun([past({ durationMs: 40 * second })]) })).toEqual({ kind: 'nothing' });
    expect(due({ begun: begun([past(), past()], { count: 2 }) })).toEqual({ kind: 'run', slot, attempt: 1 });
  });

  it('does not while every breaker is open, or the market is closed', () => {
    expect(due({ begun: begun([past()]), breakers: ['open', 'open'] })).toEqual({ kind: 'nothing' });
    expect(due({ begun: begun([past()]), breakers: ['open', 'half-open'] })).toMatchObject({ kind: 'run' });
    const night = Date.UTC(2026, 5, 4, 23);
    const run = past({ startedAt: night + second });
    expect(due({ now: night + minute, scheduledAt: night + minute, begun: begun([run], { slot: night }) })).toEqual({
      kind: 'nothing',
    });
  });

  it('that is told again fails again while the run that it made failed, and not when others failed before it', () => {
    const run = past();
    const told = { kind: 'failed', slot, attempt: 2, run };
    const last = begun([run], { attempt: 2 });
    expect(due({ scheduledAt: slot, begun: last })).toEqual(told);
    expect(due({ scheduledAt: run.startedAt + 1, begun: last })).toEqual({ kind: 'nothing' });
    // It is to rest before it is tried again: until then this tick is told again, too.
    expect(due({ now: slot + 20 * second, scheduledAt: slot, begun: begun([run]) })).toMatchObject({ kind: 'failed' });
    expect(due({ scheduledAt: slot, begun: begun([past({ outcome: 'ok' })], { attempt: 2 }) })).toEqual({
      kind: 'nothing',
    });
  });

  it('leaves a slot alone that a clock ahead of ours has begun', () => {
    expect(due({ begun: begun([past()], { slot: slot + 5 * minute }) })).toEqual({ kind: 'nothing' });
  });
});

interface Ran {
  readonly slot: number;
  readonly attempt: number;
  readonly at: number;
  isEnded: boolean;
}

/** How a run ends that an invocation makes; `dies`: it never says so, and its lease ends by itself. */
type End = 'ok' | 'failed' | 'dies';

/** Functions on one store and one clock, which are called as the test says. */
function functions(start: number) {
  const clock = manualClock(start);
  const registers = localRegisters();
  const ran: Ran[] = [];
  let lease: { readonly until: number } | null = null;
  let [atOnce, mostAtOnce] = [0, 0];

  /** What `Run` does with a share, as far as it matters here. */
  async function runShare(
    job: { slot: number; attempt: number; index: number; count: number; from: number },
    end: End,
    takesMs: number,
  ) {
    const report = runReportOf({ outcome: end === 'ok' ? 'ok' : 'failed' });
    if (lease !== null && clock.now() < lease.until) return runReportOf({ outcome: 'skipped' });
    const own = { until: clock.now() + minute };
    lease = own;
    await clock.wait(50);
    if (!isWanted(job, await readShares(registers, runLease, clock.now()))) {
      lease = null;
      return runReportOf({ outcome: 'skipped' });
    }
    const one: Ran = { slot: job.slot, attempt: job.attempt, at: clock.now(), isEnded: false };
    ran.push(one);
    atOnce += 1;
    mostAtOnce = Math.max(mostAtOnce, atOnce);
    const startedAt = clock.now();
    await clock.wait(takesMs);
    atOnce -= 1;
    if (end === 'dies') throw new Error('died');
    const outcome = end === 'ok' ? 'ok' : 'failed';
    await endShare(
      registers,
      { name: runLease, ...job },
      past({ startedAt, durationMs: takesMs, outcome }),
      clock.now(),
    );
    one.isEnded = true;
    if (lease === own) lease = null;
    return report;
  }

  async function invoke(scheduledAt: number, end: End, takesMs: number): Promise<void> {
    const state = await readShares(registers, runLease, clock.now());
    await clock.wait(20);
    const { kind, ...rest } = dueRun({ now: clock.now(), scheduledAt, schedule, begun: state, breakers: ['closed'] });
    await clock.wait(20);
    if (kind !== 'run') return;
    const run = rest as { slot: number; attempt: number };
    const options = { registers, clock, schedule, hours: marketHours(schedule), send: async () => {} };
    const [job] = await beginRun({ ...run, tickers: ['AAPL'], tickersPerJob: 1 }, options);
    await clock.wait(20);
    if (job === undefined) throw new Error('a run has a share');
    await makeShare(job, { registers, clock, run: () => runShare(job, end, takesMs) }).catch(() => {});
  }
  return { clock, ran, invoke, most: () => mostAtOnce };
}

const end = (isMortal: boolean) => fc.constantFrom<End>('ok', 'failed', ...(isMortal ? (['dies'] as const) : []));
const takesMs = fc.integer({ min: 100, max: 50 * second });
const called = (isMortal: boolean) =>
  fc.record({ lateMs: fc.integer({ min: 0, max: 3 * minute }), end: end(isMortal), takesMs });
/** For each of 25 minutes how often the tick comes, when, and how it ends. */
const plan = (isMortal: boolean) =>
  fc.array(fc.array(called(isMortal), { minLength: 1, maxLength: 3 }), { minLength: 25, maxLength: 25 });

type Plan = readonly (readonly { readonly lateMs: number; readonly end: End; readonly takesMs: number }[])[];

/** Calls the functions as planned, and lets everything end. */
async function carriedOut(ticks: Plan, start = slot - minute) {
  const world = functions(start);
  const calls: Promise<void>[] = [];
  const came: number[] = [];
  ticks.forEach((copies, index) => {
    const scheduledAt = start + index * minute;
    for (const { lateMs, end: how, takesMs: takes } of copies)
      calls.push(
        world.clock.wait(index * minute + lateMs).then(() => {
          came.push(world.clock.now());
          return world.invoke(scheduledAt, how, takes);
        }),
      );
  });
  await world.clock.advance(32 * minute);
  await Promise.all(calls);
  return { ...world, came };
}

describe('ticks that come late, several times and in any order', () => {
  it('never make an attempt twice, never two at once, and never more than three in a slot', async () => {
    await fc.assert(
      fc.asyncProperty(plan(false), async (ticks) => {
        const { ran, most } = await carriedOut(ticks);
        const names = ran.map((one) => `${one.slot}/${one.attempt}`);
        expect(new Set(names).size).toBe(names.length);
        expect(ran.every(({ attempt }) => attempt <= 2)).toBe(true);
        expect(most()).toBe(1);
      }),
      { numRuns: 60 },
    );
  });

  it('make every slot in which one comes', async () => {
    await fc.assert(
      fc.asyncProperty(plan(false), async (ticks) => {
        const { ran, came } = await carriedOut(ticks);
        const made = new Set(ran.map((one) => one.slot));
        // One that comes with the mark, while the run before is on, leaves the slot to the next.
        for (const at of came.filter((one) => one - latestSlot(one, schedule) > minute))
          expect(made).toContain(latestSlot(at, schedule));
      }),
      { numRuns: 60 },
    );
  });

  it('go on with an attempt that nobody ended, once the lease of whoever made it is over', async () => {
    await fc.assert(
      fc.asyncProperty(plan(true), async (ticks) => {
        const { ran, most } = await carriedOut(ticks);
        const ended = ran.filter(({ isEnded }) => isEnded).map((one) => `${one.slot}/${one.attempt}`);
        expect(new Set(ended).size).toBe(ended.length);
        expect(most()).toBe(1);
        for (const [index, one] of ran.entries()) {
          const before = ran[index - 1];
          if (before !== undefined && before.slot === one.slot && before.attempt === one.attempt)
            expect(one.at - before.at).toBeGreaterThanOrEqual(minute - second);
        }
      }),
      { numRuns: 60 },
    );
  });
});

it('a clock that jumps keeps nobody from running for longer than two slots last', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: -90, max: 90 }), { minLength: 1, maxLength: 5 }), async (jumps) => {
      const { clock, ran, invoke } = functions(slot + 2 * 60 * minute);
      for (const jump of jumps) {
        await clock.advance(second);
        clock.setWall(Math.min(slot + 4 * 60 * minute, Math.max(slot + minute, clock.now() + jump * minute)));
        const before = ran.length;
        for (let tick = 0; tick < 11; tick += 1) {
          const made = invoke(clock.now(), 'ok', second);
          await clock.advance(minute);
          await made;
        }
        expect(ran.length).toBeGreaterThan(before);
      }
    }),
    { numRuns: 40 },
  );
});
