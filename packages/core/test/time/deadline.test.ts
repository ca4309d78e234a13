import { getEventListeners } from 'node:events';
import { manualClock } from '@ingest/core/testing';
import { describe, expect, it } from 'vitest';
import { startDeadline, untilAborted } from '../../src/time/deadline.js';

const reason = () => new Error('over');
const listeners = (signal: AbortSignal) => getEventListeners(signal, 'abort').length;

describe('startDeadline', () => {
  it('aborts with its reason when the time is over', async () => {
    const clock = manualClock(0);
    const deadline = startDeadline(clock, 1000, reason);
    await clock.advance(999);
    expect(deadline.signal.aborted).toBe(false);
    expect(deadline.remainingMs()).toBe(1);
    await clock.advance(1);
    expect(deadline.signal.reason).toEqual(new Error('over'));
    expect(deadline.remainingMs()).toBe(0);
  });

  it('counts elapsed time, whatever happens to the wall clock', async () => {
    const clock = manualClock(0);
    const deadline = startDeadline(clock, 1000, reason);
    clock.setWall(86_400_000);
    expect(deadline.remainingMs()).toBe(1000);
  });

  it('aborts with the parent’s reason, also when that aborted before', () => {
    const clock = manualClock(0);
    const parent = new AbortController();
    const deadline = startDeadline(clock, 1000, reason, parent.signal);
    parent.abort(new Error('stop'));
    expect(deadline.signal.reason).toEqual(new Error('stop'));
    expect(startDeadline(clock, 1000, reason, parent.signal).signal.aborted).toBe(true);
  });

  it('stands still while something else is done, and goes on behind it, however that ends', async () => {
    const clock = manualClock(0);
    const deadline = startDeadline(clock, 1000, reason);
    await clock.advance(400);
    const paused = deadline.pausing(() => clock.wait(5000));
    await clock.advance(5000);
    await paused;
    expect([deadline.signal.aborted, deadline.remainingMs()]).toEqual([false, 600]);
    await expect(deadline.pausing(() => Promise.reject(new Error('full')))).rejects.toThrow('full');
    await clock.advance(599);
    expect(deadline.signal.aborted).toBe(false);
    await clock.advance(1);
    expect(deadline.signal.reason).toEqual(new Error('over'));
  });

  it('is ended by its parent also while it stands still, and leaves no timer when it was disposed of then', async () => {
    const clock = manualClock(0);
    const parent = new AbortController();
    const deadline = startDeadline(clock, 1000, reason, parent.signal);
    const paused = deadline.pausing(async () => {
      parent.abort(new Error('stop'));
      deadline.dispose();
    });
    await paused;
    expect(deadline.signal.reason).toEqual(new Error('stop'));
    expect(clock.pending).toBe(0);
  });

  it('leaves no timer and no listener behind', () => {
    const clock = manualClock(0);
    const { signal } = new AbortController();
    const deadline = startDeadline(clock, 1000, reason, signal);
    expect([clock.pending, listeners(signal)]).toEqual([1, 1]);
    deadline.dispose();
    expect([clock.pending, listeners(signal)]).toEqual([0, 0]);
  });
});

describe('untilAborted', () => {
  it('gives what the work gives', async () => {
    await expect(untilAborted(new AbortController().signal, Promise.resolve(7))).resolves.toBe(7);
  });

  it('leaves no listener behind, however the work ends', async () => {
    const { signal } = new AbortController();
    const failing = untilAborted(signal, Promise.reject(new Error('failed')));
    expect(listeners(signal)).toBe(1);
    await expect(failing).rejects.toThrow('failed');
    expect(listeners(signal)).toBe(0);
  });

  it('rejects at once also when the work never looks at the signal', async () => {
    const controller = new AbortController();
    const result = untilAborted(controller.signal, new Promise(() => {}));
    controller.abort(new Error('stop'));
    await expect(result).rejects.toThrow('stop');
    await expect(untilAborted(controller.signal, new Promise(() => {}))).rejects.toThrow('stop');
  });
});
