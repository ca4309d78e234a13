import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { forAsLongAs } from '../src/own-life.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

it('keeps a process alive while the command works, and ends it soon after what was printed is out', async () => {
  const exit = vi.spyOn(process, 'exit').mockImplementation((() => {}) as never);
  const waiting = vi.spyOn(process.stdout, 'writableLength', 'get').mockReturnValue(7);
  let end = (_: number) => {};
  const done = forAsLongAs(new Promise<number>((resolve) => (end = resolve)));
  expect(vi.getTimerCount()).toBe(1);
  end(3);
  expect(await done).toBe(3);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(exit).not.toHaveBeenCalled();
  waiting.mockReturnValue(0);
  await vi.advanceTimersByTimeAsync(500);
  expect(exit).toHaveBeenCalledWith();
});

it('ends it also when the command failed with a bug', async () => {
  const exit = vi.spyOn(process, 'exit').mockImplementation((() => {}) as never);
  vi.spyOn(process.stdout, 'writableLength', 'get').mockReturnValue(0);
  await expect(forAsLongAs(Promise.reject(new TypeError('a bug')))).rejects.toThrow('a bug');
  await vi.advanceTimersByTimeAsync(500);
  expect(exit).toHaveBeenCalled();
});
