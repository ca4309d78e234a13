import { afterEach, expect, it, vi } from 'vitest';
import { endQuietlyOnClosedPipe } from '../src/closed-pipe.js';

afterEach(() => {
  process.stdout.removeAllListeners('error');
  vi.restoreAllMocks();
});

it('ends quietly when the reader has closed the pipe, and passes on any other error', () => {
  const exit = vi.spyOn(process, 'exit').mockImplementation((() => {}) as never);
  process.stdout.removeAllListeners('error');
  endQuietlyOnClosedPipe();
  const other = Object.assign(new Error('no space'), { code: 'ENOSPC' });
  expect(() => process.stdout.emit('error', other)).toThrow('no space');
  expect(exit).not.toHaveBeenCalled();
  const listener = process.stdout.listeners('error')[0] as (error: Error) => void;
  try {
    listener(Object.assign(new Error('EPIPE'), { code: 'EPIPE' }));
  } catch {
    // The real process is gone by then.
  }
  expect(exit).toHaveBeenCalledWith(141);
});
