import { getEventListeners } from 'node:events';
import { manualClock } from '@ingest/core/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const start = Date.UTC(2026, 5, 4, 14);
const stopped = new Error('stopped');

describe('manualClock', () => {
  it('moves only when told to, wall and elapsed time together', async () => {
    const clock = manualClock(start);
    expect([clock.now(), clock.elapsed()]).toEqual([start, { monotonicMs: 0 }]);
    await clock.advance(1500);
    expect([clock.now(), clock.elapsed()]).toEqual([start + 1500, { monotonicMs: 1500 }]);
  });

  it('lets the wall clock be set without touching elapsed time or what is due', async () => {
    const clock = manualClock(start);
    let called = false;
    clock.after(100, () => {
      called = true;
    });
    clock.setWall(start - 86_400_000);
    expect(clock.elapsed()).toEqual({ monotonicMs: 0 });
    await clock.advance(100);
    expect(called).toBe(true);
    expect(clock.now()).toBe(start - 86_400_000 + 100);
  });

  it('calls everything in the order in which it falls due, at its own time', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(50), { maxLength: 20 }), async (delays) => {
        const clock = manualClock(start);
        const calls: [number, number][] = [];
        for (const [index, ms] of delays.entries()) clock.after(ms, () => calls.push([clock.now() - start, index]));
        await clock.advance(50);
        const expected = delays.map((ms, index): [number, number] => [ms, index]);
        expect(calls).toEqual(expected.sort((left, right) => left[0] - right[0]));
      }),
      { numRuns: 30 },
    );
  });

  it('calls nothing that is due later', async () => {
    const clock = manualClock(start);
    let calls = 0;
    clock.after(100, () => {
      calls += 1;
    });
    await clock.advance(99);
    expect([calls, clock.pending]).toEqual([0, 1]);
    await clock.advance(1);
    await clock.advance(1000);
    expect([calls, clock.pending]).toEqual([1, 0]);
  });

  it('calls what is set up by a consequence, when it falls due in the same stretch', async () => {
    const clock = manualClock(start);
    const passed: number[] = [];
    const work = async () => {
      for (const ms of [100, 200, 300]) {
        await clock.wait(ms);
        passed.push(clock.elapsed().monotonicMs);
      }
    };
    const working = work();
    await clock.advance(600);
    expect(passed).toEqual([100, 300, 600]);
    await working;
  });

  it('resolves when the consequences of what fell due have run', async () => {
    const clock = manualClock(start);
    let steps = 0;
    const work = clock.wait(10).then(async () => {
      for (; steps < 200; steps += 1) await Promise.resolve();
    });
    await clock.advance(10);
    expect(steps).toBe(200);
    await work;
  });

  it('passes from one due moment to the next until work is over, and no further', async () => {
    const clock = manualClock(start);
    const work = async () => {
      for (const ms of [100, 20_000, 3]) await clock.wait(ms);
      return clock.now();
    };
    clock.after(60_000, () => {});
    expect(await clock.until(work())).toBe(start + 20_103);
    expect([clock.now(), clock.pending]).toEqual([start + 20_103, 1]);
  });

  it('waits for what goes on without the clock before it lets time pass', async () => {
    const clock = manualClock(start);
    let written = Promise.resolve();
    const work = async () => {
      written = new Promise((resolve) => setImmediate(resolve));
      await written;
      return clock.now();
    };
    clock.after(10, () => {});
    expect(await clock.until(work(), () => written)).toBe(start);
  });

  it('rejects with what the work rejects with, and says so when nothing will ever end it', async () => {
    const clock = manualClock(start);
    await expect(clock.until(clock.wait(5).then(() => Promise.reject(stopped)))).rejects.toBe(stopped);
    await expect(clock.until(new Promise(() => {}))).rejects.toThrow(RangeError);
  });

  it('ends a wait at once with the signal’s reason, and leaves nothing behind', async () => {
    const clock = manualClock(start);
    const controller = new AbortController();
    const waiting = clock.wait(1000, controller.signal);
    controller.abort(stopped);
    expect(clock.pending).toBe(0);
    await expect(waiting).rejects.toBe(stopped);
    await expect(clock.wait(1000, controller.signal)).rejects.toBe(stopped);
    expect(clock.pending).toBe(0);
  });

  it('leaves no listener behind when the time of a wait is over', async () => {
    const clock = manualClock(start);
    const { signal } = new AbortController();
    const waiting = clock.wait(10, signal);
    expect(getEventListeners(signal, 'abort')).toHaveLength(1);
    await clock.advance(10);
    await waiting;
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  });

  it('does not call back once it is cancelled', async () => {
    const clock = manualClock(start);
    let calls = 0;
    clock.after(10, () => {
      calls += 1;
    })();
    expect(clock.pending).toBe(0);
    await clock.advance(10);
    expect(calls).toBe(0);
  });
});
