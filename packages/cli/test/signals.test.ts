import { afterEach, describe, expect, it, vi } from 'vitest';
import { listenForSignals } from '../src/signals.js';

afterEach(() => {
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

  it('leaves no listener behind', () => {
    const before = process.listenerCount('SIGINT');
    listenForSignals().dispose();
    expect(process.listenerCount('SIGINT')).toBe(before);
  });
});
