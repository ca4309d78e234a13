import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { endQuietlyOnClosedPipe } from '../src/closed-pipe.js';

let stderr = '';
const exit = vi.fn();
beforeEach(() => {
  stderr = '';
  exit.mockReset();
  vi.spyOn(process, 'exit').mockImplementation(exit as never);
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    stderr += String(text);
    return true;
  });
  process.stdout.removeAllListeners('error');
  endQuietlyOnClosedPipe();
});
afterEach(() => {
  process.stdout.removeAllListeners('error');
  vi.restoreAllMocks();
});

const failWith = (code: string) => process.stdout.emit('error', Object.assign(new Error(code), { code }));

it('ends without a word when the reader has closed the pipe', () => {
  failWith('EPIPE');
  expect(exit.mock.calls[0]).toEqual([141]);
});

it('says that the output cannot be written', () => {
  failWith('ENOSPC');
  expect(exit).toHaveBeenCalledWith(2);
  expect(stderr).toBe('✗ the output cannot be written (ENOSPC)\n  make room where it goes, or send it elsewhere\n');
});
