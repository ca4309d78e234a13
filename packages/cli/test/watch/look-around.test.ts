import { manualClock } from '@ingest/core/testing';
import { expect, it } from 'vitest';
import { lookAround, lookEveryMs } from '../../src/watch/look-around.js';

it('looks between runs until it is told to stop, and goes on when the store fails', async () => {
  const clock = manualClock(0);
  const stop = new AbortController();
  const errors: unknown[] = [];
  let looks = 0;
  const look = async () => {
    looks += 1;
    if (looks === 1) throw new Error('locked');
  };
  let isBusy = false;
  const looking = lookAround({
    ingest: { look },
    isBusy: () => isBusy,
    clock,
    onError: (error) => errors.push(error),
    signal: stop.signal,
  });
  await clock.advance(3 * lookEveryMs);
  expect([looks, errors.length]).toEqual([3, 1]);
  isBusy = true;
  await clock.advance(lookEveryMs);
  expect(looks).toBe(3);
  stop.abort();
  await looking;
  expect(clock.pending).toBe(0);
});
