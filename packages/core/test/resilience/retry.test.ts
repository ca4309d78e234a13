import { SourceError } from '@ingest/core';
import { manualClock } from '@ingest/core/testing';
import { describe, expect, it } from 'vitest';
import { maxAttempts, retry } from '../../src/resilience/retry.js';
import { startDeadline } from '../../src/time/deadline.js';
import { seededChance } from '../../src/time/seeded-chance.js';

const start = Date.UTC(2026, 5, 4);

function failing(
  code: 'NETWORK' | 'RATE_LIMITED' | 'AUTH_FAILED',
  options: Partial<{ retryAt: number; permanent: boolean }> = {},
) {
  return new SourceError(code, 'no', { source: 's', ...options });
}

function setup(budgetMs = 10_000, next = 0.5) {
  const clock = manualClock(start);
  const deadline = startDeadline(clock, budgetMs, () => failing('NETWORK'));
  const delays: number[] = [];
  const options = {
    clock,
    chance: { next: () => next },
    deadline,
    onRetry: (_: unknown, __: number, ms: number) => delays.push(ms),
  };
  return { clock, deadline, delays, options };
}

/** Runs a task that fails as scripted, then answers, and lets time pass. */
async function outcome(errors: Error[], { clock, options }: ReturnType<typeof setup>, waitMs = 60_000) {
  let calls = 0;
  const task = async () => {
    calls += 1;
    const error = errors[calls - 1];
    if (error !== undefined) throw error;
    return 'answered';
  };
  const result = retry(task, options).catch((error: unknown) => error);
  await clock.advance(waitMs);
  return { result: await result, calls };
}

describe('retry', () => {
  it('tries again after a failure that a second try can mend', async () => {
    const { result, calls } = await outcome([failing('NETWORK')], setup());
    expect(result).toBe('answered');
    expect(calls).toBe(2);
  });

  it('gives up after four requests with the last error', async () => {
    const errors = Array.from({ length: 9 }, () => failing('NETWORK'));
    const test = setup();
    const { result, calls } = await outcome(errors, test);
    expect(calls).toBe(maxAttempts);
    expect(result).toBe(errors[maxAttempts - 1]);
    expect(test.delays).toEqual([125, 250, 500]);
  });

  it.each([
    ['a rejected key', failing('AUTH_FAILED')],
    ['a bad certificate', failing('NETWORK', { permanent: true })],
    ['a limit without a delay', failing('RATE_LIMITED')],
    ['an error that is not the source’s', new Error('bug')],
  ])('does not try again after %s', async (_, error) => {
    const { result, calls } = await outcome([error], setup());
    expect(result).toBe(error);
    expect(calls).toBe(1);
  });

  it('waits as long as the server says, when that fits', async () => {
    const test = setup();
    const { result } = await outcome([failing('RATE_LIMITED', { retryAt: start + 1000 })], test);
    expect(result).toBe('answered');
    expect(test.delays).toEqual([1000]);
  });

  it('makes pauses of its own where the server says to come back at once', async () => {
    const test = setup();
    const errors = Array.from({ length: 9 }, () => failing('RATE_LIMITED', { retryAt: start }));
    expect((await outcome(errors, test)).calls).toBe(maxAttempts);
    expect(test.delays).toEqual([125, 250, 500]);
  });

  it('gives up at once when the server’s delay does not fit', async () => {
    const error = failing('RATE_LIMITED', { retryAt: start + 120_000 });
    const { result, calls } = await outcome([error], setup());
    expect(result).toBe(error);
    expect(calls).toBe(1);
  });

  it('ends its wait at once when the deadline’s parent aborts, and leaves no timer', async () => {
    const clock = manualClock(start);
    const stop = new AbortController();
    const deadline = startDeadline(clock, 10_000, () => failing('NETWORK'), stop.signal);
    const task = async () => {
      throw failing('NETWORK', { retryAt: start + 5000 });
    };
    const result = retry(task, { clock, chance: seededChance(1), deadline, onRetry: () => {} }).catch(
      (error: unknown) => error,
    );
    await clock.advance(10);
    stop.abort(new Error('stop'));
    expect(await result).toEqual(new Error('stop'));
    deadline.dispose();
    expect(clock.pending).toBe(0);
  });
});
