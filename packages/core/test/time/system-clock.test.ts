import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { millisecondsBetween } from '../../src/contracts/clock.js';
import { systemChance, systemClock } from '../../src/time/system-clock.js';

const clock = systemClock();
const stopped = new Error('stopped');
/** Timers that keep the process alive. */
const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
const listeners = (signal: AbortSignal) => getEventListeners(signal, 'abort').length;

describe('systemClock', () => {
  it('tells the machine’s time', () => {
    const before = Date.now();
    const now = clock.now();
    expect(now).toBeGreaterThanOrEqual(before);
    expect(now).toBeLessThanOrEqual(Date.now());
  });

  it('tells elapsed time in milliseconds, apart from wall time', async () => {
    const start = clock.elapsed();
    await clock.wait(5);
    const passed = millisecondsBetween(start, clock.elapsed());
    expect(passed).toBeGreaterThan(3);
    expect(passed).toBeLessThan(5000);
    expect(start.monotonicMs).toBeLessThan(clock.now() / 2);
  });
});

describe('wait', () => {
  it('leaves no listener behind when the time is over', async () => {
    const { signal } = new AbortController();
    const waiting = clock.wait(1, signal);
    expect(listeners(signal)).toBe(1);
    await waiting;
    expect(listeners(signal)).toBe(0);
  });

  it('ends at once with the signal’s reason, and leaves no timer and no listener behind', async () => {
    const controller = new AbortController();
    const before = timers();
    const waiting = clock.wait(60_000, controller.signal);
    expect(timers()).toBe(before + 1);
    controller.abort(stopped);
    expect(timers()).toBe(before);
    expect(listeners(controller.signal)).toBe(0);
    await expect(waiting).rejects.toBe(stopped);
  });

  it('does not begin when the signal was aborted before', async () => {
    const before = timers();
    const waiting = clock.wait(60_000, AbortSignal.abort(stopped));
    expect(timers()).toBe(before);
    await expect(waiting).rejects.toBe(stopped);
  });
});

describe('after', () => {
  it('calls back once', async () => {
    let calls = 0;
    await new Promise<void>((resolve) => {
      clock.after(1, () => {
        calls += 1;
        resolve();
      });
    });
    await clock.wait(5);
    expect(calls).toBe(1);
  });

  it('does not call back once it is cancelled', async () => {
    let calls = 0;
    const cancel = clock.after(1, () => {
      calls += 1;
    });
    cancel();
    cancel();
    await clock.wait(5);
    expect(calls).toBe(0);
  });

  it('keeps no process alive', () => {
    const before = timers();
    const cancel = clock.after(60_000, () => {});
    expect(timers()).toBe(before);
    cancel();
  });
});

describe('systemChance', () => {
  it('gives numbers from 0 up to, not including, 1, and not always the same', () => {
    const chance = systemChance();
    const numbers = Array.from({ length: 100 }, () => chance.next());
    for (const number of numbers) expect(number >= 0 && number < 1).toBe(true);
    expect(new Set(numbers).size).toBeGreaterThan(90);
  });
});
