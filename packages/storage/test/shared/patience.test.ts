import type { Clock } from '@ingest/core';
import { expect, test } from 'vitest';
import { Patience } from '../../src/shared/patience.js';

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
  return { patience: new Patience({ reconnectMs, clock, chance: { next: () => 0.5 } }), waited };
}

test('no pause is longer than two seconds, and all together are no longer than a server is waited for', async () => {
  const { patience, waited } = jumping(60_000);
  while (await patience.pause());
  expect(Math.max(...waited)).toBeLessThanOrEqual(2_000);
  expect(waited.reduce((sum, ms) => sum + ms, 0)).toBe(60_000);
});

test('nothing is waited for where no time is given', async () => {
  const { patience, waited } = jumping(0);
  expect([await patience.pause(), waited]).toEqual([false, []]);
});
