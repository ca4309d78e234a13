import type { Clock } from '@ingest/core';
import { describe, expect, test } from 'vitest';
import { toPostgresSettings } from '../../src/postgres/options.js';
import { persist } from '../../src/postgres/retry.js';

/** A clock that jumps, and what was waited. */
function jumping(reconnectMs: number) {
  const waited: number[] = [];
  let now = 0;
  const clock = {
    elapsed: () => ({ monotonicMs: now }),
    wait: async (ms: number) => {
      waited.push(ms);
      now += ms;
    },
  } as unknown as Clock;
  const settings = toPostgresSettings({ url: 'postgres://localhost', reconnectMs, clock, chance: { next: () => 0.5 } });
  return { settings, waited };
}

const failure = (code: string) => Object.assign(new Error(code), { code });

/** Fails so many times. */
function failing(times: number, code: string) {
  let tried = 0;
  const attempt = async () => {
    tried += 1;
    if (tried <= times) throw failure(code);
    return tried;
  };
  return { attempt, tried: () => tried };
}

describe('a step that fails', () => {
  test('is tried again on a new connection, after pauses that grow', async () => {
    const { settings, waited } = jumping(10_000);
    expect(await persist(settings, failing(3, '57P01').attempt)).toBe(4);
    expect(waited).toEqual([37.5, 75, 150]);
  });

  test('is given up when the server stays away for too long', async () => {
    const { settings, waited } = jumping(1_000);
    const { attempt, tried } = failing(Number.POSITIVE_INFINITY, 'ECONNREFUSED');
    await expect(persist(settings, attempt)).rejects.toThrow('ECONNREFUSED');
    expect(waited.reduce((sum, ms) => sum + ms, 0)).toBe(1_000);
    expect(tried()).toBe(waited.length + 1);
  });

  test('is tried once when nothing is waited for', async () => {
    const { settings } = jumping(0);
    const { attempt, tried } = failing(1, 'ECONNRESET');
    await expect(persist(settings, attempt)).rejects.toThrow('ECONNRESET');
    expect(tried()).toBe(1);
  });

  test.each(['40001', '40P01', '23505'])('because others were faster (%s) is tried five times', async (code) => {
    const { settings } = jumping(0);
    expect(await persist(settings, failing(4, code).attempt)).toBe(5);
    const { attempt, tried } = failing(5, code);
    await expect(persist(settings, attempt)).rejects.toThrow(code);
    expect(tried()).toBe(5);
  });

  test('for good is tried once', async () => {
    const { settings } = jumping(10_000);
    const { attempt, tried } = failing(1, '42P01');
    await expect(persist(settings, attempt)).rejects.toThrow('42P01');
    expect(tried()).toBe(1);
  });
});
