import { afterEach, describe, expect, it, vi } from 'vitest';
import { listenForSignals, longestEndMs } from '../src/signals.js';

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('listenForSignals', () => {
  it('aborts at the first signal and remembers which', () => {
    const signals = listenForSignals();
    expect([signals.signal.aborted, signals.exitCode]).toEqual([false, null]);
    process.emit('SIGTERM', 'SIGTERM');
    expect([signals.signal.aborted, signals.exitCode]).toEqual([true, 143]);
    signals.dispose();
  });

  it('ends at once at the second', () => {
    const exit = vi.spyOn(process, 'exit').mockImplementation((() => {}) as never);
    const signals = listenForSignals();
    process.emit('SIGINT', 'SIGINT');
    expect(exit).not.toHaveBeenCalled();
    process.emit('SIGINT', 'SIGINT');
    expect(exit).toHaveBeenCalledWith(130);
    signals.dispose();
  });

  it('ends by itself when an orderly end takes too long', () => {
    vi.useFakeTimers();
    const exit = vi.spyOn(process, 'exit').mockImplementation((() => {}) as never);
    const signals = listenForSignals();
    process.emit('SIGTERM', 'SIGTERM');
    vi.advanceTimersByTime(longestEndMs - 1);
    expect(exit).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(exit).toHaveBeenCalledWith(143);
    signals.dispose();
  });

  it('ends nothing once it is disposed of', () => {
    vi.useFakeTimers();
    const exit = vi.spyOn(process, 'exit').mockImplementation((() => {}) as never);
    const signals = listenForSignals();
    process.emit('SIGTERM', 'SIGTERM');
    signals.dispose();
    vi.advanceTimersByTime(longestEndMs);
    expect(exit).not.toHaveBeenCalled();
  });

  it('leaves no listener behind', () => {
    const before = process.listenerCount('SIGINT');
    listenForSignals().dispose();
    expect(process.listenerCount('SIGINT')).toBe(before);
  });
});
