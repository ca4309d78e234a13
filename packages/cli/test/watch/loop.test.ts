import {
  type Clock,
  type EpochMs,
  type IngestEvent,
  latestSlot,
  localRegisters,
  marketCalendar,
  nextSlot,
  type RegisterStore,
  type RunReport,
  seededChance,
} from '@ingest/core';
import { type ManualClock, manualClock } from '@ingest/core/testing';
import { describe, expect, it } from 'vitest';
import { runSlots } from '../../src/watch/loop.js';
import { reportOf } from '../support/report.js';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const schedule = { calendar: marketCalendar('XNYS'), openMs: 5 * minute, closedMs: hour };
/** Thursday, 09:55 in New York. */
const thursday = Date.UTC(2026, 5, 4, 13, 55);

interface Ran {
  readonly process: number;
  readonly slot: EpochMs;
  readonly at: EpochMs;
}

/** Processes on one store and one clock; what each of them ran. */
function watching(start: EpochMs, { takesMs = 1500, processes = 1, longestNapMs = 15_000 } = {}) {
  const clock = manualClock(start);
  const local = localRegisters();
  const registers: RegisterStore = {
    ...local,
    change: async (name, decide) => {
      if (isLocked) throw new Error('locked');
      return local.change(name, decide);
    },
  };
  const stop = new AbortController();
  const ran: Ran[] = [];
  const events: IngestEvent[] = [];
  const errors: unknown[] = [];
  let isLocked = false;
  const turns: EpochMs[] = [];
  let outcome: RunReport = reportOf({ outcome: 'ok' });
  let running = 0;
  let mostRunning = 0;
  const ended = Array.from({ length: processes }, (_, process) =>
    loop({ clock, registers, process }, async () => {
      running += 1;
      mostRunning = Math.max(mostRunning, running);
      ran.push({ process, slot: latestSlot(clock.now(), schedule), at: clock.now() });
      // A run ends at once when it is told to.
      await clock.wait(takesMs, stop.signal).catch(() => {});
      running -= 1;
      return outcome;
    }),
  );
  function loop(one: { clock: Clock; registers: RegisterStore; process: number }, run: () => Promise<RunReport>) {
    const chance = seededChance(one.process + 1);
    const onEvent = (event: IngestEvent) => void events.push(event);
    const onTurn = () => void turns.push(clock.now());
    const shared = { longestNapMs, schedule, leaseName: 'run', onTurn, signal: stop.signal };
    const onError = (error: unknown) => void errors.push(error);
    return runSlots({ ...one, onError, ...shared, chance, run, onEvent });
  }
  return {
    clock,
    ran,
    events,
    errors,
    lock(isOn: boolean) {
      isLocked = isOn;
    },
    turns,
    most: () => mostRunning,
    endsWith(report: RunReport) {
      outcome = report;
    },
    async stop() {
      stop.abort();
      await Promise.all(ended);
    },
    slots: () => ran.map(({ slot }) => slot),
  };
}

/** The marks of a stretch, the end left out. */
function marks(from: EpochMs, to: EpochMs): EpochMs[] {
  const all: EpochMs[] = [];
  for (let slot = nextSlot(from - 1, schedule); slot < to; slot = nextSlot(slot, schedule)) all.push(slot);
  return all;
}

async function pass(clock: ManualClock, ms: number): Promise<void> {
  await clock.advance(ms);
}

describe('the loop of watch', () => {
  it('runs at once for the slot that is on, then at every mark', async () => {
    const { clock, ran, slots, stop } = watching(thursday + 2 * minute);
    await pass(clock, 18 * minute);
    await stop();
    expect(slots()).toEqual([thursday, ...marks(thursday + minute, thursday + 20 * minute + 1)]);
    expect(ran.slice(1).every(({ slot, at }) => at === slot)).toBe(true);
  });

  it('runs more rarely while the market is closed', async () => {
    const close = Date.UTC(2026, 5, 4, 20);
    const { clock, slots, stop } = watching(close - 10 * minute);
    await pass(clock, 3 * hour);
    await stop();
    expect(slots()).toEqual([close - 10 * minute, close - 5 * minute, close, close + hour, close + 2 * hour]);
  });

  it('row 65: begins no run while one is on, and tells which slots that cost', async () => {
    const { clock, slots, events, most, stop } = watching(thursday, { takesMs: 12 * minute });
    await pass(clock, 30 * minute);
    await stop();
    expect(most()).toBe(1);
    expect(slots().slice(0, 3)).toEqual([thursday, thursday + 10 * minute, thursday + 20 * minute]);
    expect(events).toMatchObject([{ type: 'slots:missed', count: 1 }, { count: 1 }]);
  });

  it('turns four times a minute, and tells of it', async () => {
    const { clock, turns, stop } = watching(thursday);
    await pass(clock, 10 * minute);
    await stop();
    const gaps = turns.slice(1).map((at, index) => at - (turns[index] ?? 0));
    expect(turns.length).toBeGreaterThanOrEqual(40);
    expect(Math.max(...gaps)).toBe(15_000);
  });

  it('ends at once when it is told to, and leaves nothing behind', async () => {
    const { clock, stop } = watching(thursday);
    await pass(clock, 2 * minute);
    await stop();
    expect(clock.pending).toBe(0);
  });
});

it('goes on when the store is locked, and makes up for the slot when it is not', async () => {
  const { clock, slots, errors, lock, stop } = watching(thursday);
  await pass(clock, minute);
  lock(true);
  await pass(clock, 5 * minute);
  expect(errors.length).toBeGreaterThan(1);
  lock(false);
  await pass(clock, minute);
  await stop();
  expect(slots()).toEqual([thursday, thursday + 5 * minute]);
});

describe('a failed run', () => {
  const failed = reportOf({ outcome: 'failed' });

  it('is tried again within a minute, twice at most', async () => {
    const watched = watching(thursday);
    watched.endsWith(failed);
    await pass(watched.clock, 5 * minute - 1);
    await watched.stop();
    expect(watched.ran).toHaveLength(3);
    const gaps = watched.ran.slice(1).map(({ at }, index) => at - (watched.ran[index]?.at ?? 0));
    for (const gap of gaps) expect(gap).toBeLessThanOrEqual(minute + 1500);
  });

  it('is not tried again once one did not fail', async () => {
    const watched = watching(thursday);
    watched.endsWith(failed);
    await pass(watched.clock, 10_000);
    watched.endsWith(reportOf({ outcome: 'partial' }));
    await pass(watched.clock, 4 * minute);
    await watched.stop();
    expect(watched.ran).toHaveLength(2);
  });

  it('is not tried again while every breaker is open', async () => {
    const watched = watching(thursday);
    const open = { source: 'tiingo', outcome: 'failed', requests: 0, items: 0, breaker: 'open' } as const;
    const keyless = { ...open, source: 'finnhub', outcome: 'not-configured', breaker: 'closed' } as const;
    watched.endsWith(reportOf({ outcome: 'failed', sources: [open, keyless] }));
    await pass(watched.clock, 4 * minute);
    await watched.stop();
    expect(watched.ran).toHaveLength(1);
  });

  it('is not tried again outside market hours', async () => {
    const watched = watching(Date.UTC(2026, 5, 4, 22));
    watched.endsWith(failed);
    await pass(watched.clock, 59 * minute);
    await watched.stop();
    expect(watched.ran).toHaveLength(1);
  });

  it('gives way to the next slot', async () => {
    const watched = watching(thursday + 4.5 * minute);
    watched.endsWith(failed);
    await pass(watched.clock, 40_000);
    await watched.stop();
    expect(watched.slots()).toEqual([thursday, thursday + 5 * minute]);
  });
});

describe('a clock that jumps', () => {
  it('row 64: forward, as after a sleep of the machine, makes up for one slot and tells of the others', async () => {
    const { clock, slots, events, stop } = watching(thursday);
    await pass(clock, minute);
    clock.setWall(thursday + 42 * minute);
    await pass(clock, 15_000);
    await stop();
    expect(slots()).toEqual([thursday, thursday + 40 * minute]);
    expect(events).toMatchObject([
      { type: 'slots:missed', count: 7, first: '2026-06-04T14:00:00.000Z', last: '2026-06-04T14:30:00.000Z' },
    ]);
  });

  it('back by an hour goes on at once', async () => {
    const { clock, slots, events, stop } = watching(thursday + hour);
    await pass(clock, 7 * minute);
    clock.setWall(thursday + 7 * minute);
    await pass(clock, 4 * minute);
    await stop();
    expect(slots()).toEqual([
      thursday + hour,
      thursday + hour + 5 * minute,
      thursday + 5 * minute,
      thursday + 10 * minute,
    ]);
    expect(events).toEqual([]);
  });

  it('back by seconds, over a mark, runs nothing twice', async () => {
    const { clock, slots, stop } = watching(thursday - 1000);
    await pass(clock, 4000);
    clock.setWall(thursday - 2000);
    await pass(clock, minute);
    await stop();
    expect(slots().filter((slot) => slot === thursday)).toHaveLength(1);
  });
});

it.each([
  ['2026-03-06', '2026-03-09', '14:30', '13:30'],
  ['2026-10-30', '2026-11-02', '13:30', '14:30'],
])(
  'row 63: over a change of the clocks, from %s to %s, begins with the opening of New York',
  async (friday, monday, before, after) => {
    const from = Date.parse(`${friday}T12:00:00Z`);
    const { clock, slots, stop } = watching(from, { longestNapMs: 5 * minute });
    await pass(clock, 3 * day + 4 * hour);
    await stop();
    expect(slots()).toEqual(marks(from, from + 3 * day + 4 * hour + 1));
    for (const [date, opening] of [
      [friday, before],
      [monday, after],
    ]) {
      const open = Date.parse(`${date}T${opening}:00Z`);
      // The first of the frequent ones: nothing 5 minutes before it, unless that is on the hour.
      expect(slots().filter((slot) => slot > open - 30 * minute && slot <= open + 5 * minute)).toEqual([
        open,
        open + 5 * minute,
      ]);
    }
  },
);

it('three processes on one store run every slot of ten hours once', async () => {
  const from = Date.UTC(2026, 5, 4, 12);
  const { clock, slots, most, stop } = watching(from, { processes: 3 });
  await pass(clock, 10 * hour);
  await stop();
  expect(slots()).toEqual(marks(from, from + 10 * hour + 1));
  expect(most()).toBe(1);
});

it('every slot of a year is run or told of, whatever a machine and its clock do', async () => {
  const from = Date.UTC(2026, 0, 1);
  const chance = seededChance(7);
  const { clock, ran, events, stop } = watching(from, { longestNapMs: 10 * minute });
  const slept: [EpochMs, EpochMs][] = [];
  for (let at = 0; at < 365; at += 1) {
    await pass(clock, day - 3 * hour);
    if (chance.next() < 0.2) {
      const asleep = Math.floor(chance.next() * 2 * hour);
      slept.push([clock.now(), clock.now() + asleep]);
      clock.setWall(clock.now() + asleep);
    }
    await pass(clock, 3 * hour);
  }
  const to = clock.now();
  await stop();
  const run = new Set(ran.map(({ slot }) => slot));
  expect(run.size).toBe(ran.length);
  const missing = marks(from, to).filter((slot) => !run.has(slot));
  const told = events.reduce((sum, event) => sum + (event.type === 'slots:missed' ? event.count : 0), 0);
  expect(missing.length).toBe(told);
  // Nothing is missing but what the machine slept over, and what passed in the nap in which it woke.
  expect(missing.filter((slot) => !slept.some(([begin, end]) => slot >= begin && slot <= end + 10 * minute))).toEqual(
    [],
  );
  expect(slept.length).toBeGreaterThan(40);
  expect(ran.length).toBeGreaterThan(20_000);
}, 120_000);
