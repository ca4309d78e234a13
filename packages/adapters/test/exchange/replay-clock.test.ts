import { SourceError } from '@ingest/core';
import { describe, expect, test } from 'vitest';
import { createReplayClock } from '../../src/exchange/index.js';

const start = Date.UTC(2025, 2, 4, 14);

describe('the clock of a replay', () => {
  test('stands still by itself', () => {
    const clock = createReplayClock(start);
    expect([clock.now(), clock.now(), clock.elapsed()]).toEqual([start, start, { monotonicMs: 0 }]);
    expect(clock.nextDue).toBeNull();
  });

  test('jumps to the end of a wait', async () => {
    const clock = createReplayClock(start);
    await clock.wait(86_400_000);
    expect(clock.now()).toBe(start + 86_400_000);
    expect(clock.elapsed()).toEqual({ monotonicMs: 86_400_000 });
  });

  test('reads whole milliseconds, whatever is waited for', async () => {
    const clock = createReplayClock(start);
    await clock.wait(0.1);
    await clock.wait(1.5);
    clock.advanceTo(start + 7.3);
    expect(clock.now()).toBe(start + 8);
    await clock.wait(-5);
    expect(clock.now()).toBe(start + 8);
  });

  test('calls what falls due on the way, in order and at its time', async () => {
    const clock = createReplayClock(start);
    const calls: [string, number][] = [];
    const note = (name: string) => () => calls.push([name, clock.now() - start]);
    clock.after(30, note('c'));
    clock.after(10, note('a'));
    clock.after(10, note('b'));
    clock.after(31, note('later'));
    clock.after(5, () => clock.after(15, note('made on the way')));
    await clock.wait(30);
    expect(calls).toEqual([
      ['a', 10],
      ['b', 10],
      ['made on the way', 20],
      ['c', 30],
    ]);
    expect(clock.now()).toBe(start + 30);
    expect(clock.nextDue).toBe(start + 31);
    clock.advanceTo(start + 100);
    expect(calls.at(-1)).toEqual(['later', 31]);
  });

  test('does not call what was cancelled', () => {
    const clock = createReplayClock(start);
    let called = false;
    const cancel = clock.after(10, () => {
      called = true;
    });
    cancel();
    clock.advanceTo(start + 20);
    expect(called).toBe(false);
    expect(clock.nextDue).toBeNull();
  });

  test('never goes back', () => {
    const clock = createReplayClock(start);
    clock.advanceTo(start + 50);
    clock.advanceTo(start + 20);
    clock.skipTo(start + 10);
    expect(clock.now()).toBe(start + 50);
    expect(clock.elapsed()).toEqual({ monotonicMs: 50 });
  });

  test('skips time without letting it pass', () => {
    const clock = createReplayClock(start);
    let called = false;
    clock.after(10, () => {
      called = true;
    });
    clock.skipTo(start + 1000);
    expect([clock.now(), clock.elapsed().monotonicMs, called]).toEqual([start + 1000, 0, false]);
    expect(clock.nextDue).toBe(start + 1010);
    clock.advanceTo(start + 1010);
    expect([clock.elapsed().monotonicMs, called]).toEqual([10, true]);
  });

  test('ends a wait at the limit that aborts it', async () => {
    const clock = createReplayClock(start);
    const controller = new AbortController();
    const reason = new SourceError('TIMEOUT', 'too late', { source: 'tiingo' });
    clock.after(40, () => controller.abort(reason));
    await expect(clock.wait(100, controller.signal)).rejects.toBe(reason);
    expect(clock.now()).toBe(start + 40);
    await expect(clock.wait(100, controller.signal)).rejects.toBe(reason);
    expect(clock.now()).toBe(start + 40);
  });

  test('goes on from a call that moves it itself', () => {
    const clock = createReplayClock(start);
    clock.after(10, () => clock.advanceTo(start + 500));
    clock.advanceTo(start + 20);
    expect(clock.now()).toBe(start + 500);
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, 0.5])('cannot start at %s', (value) => {
    expect(() => createReplayClock(value)).toThrow(RangeError);
  });
});
