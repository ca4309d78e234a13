import { manualClock } from '@ingest/core/testing';
import { expect, it } from 'vitest';
import { inTime } from '../../../src/watch/http/in-time.js';

it('is what the work comes to, or fails with, and leaves no timer behind', async () => {
  const clock = manualClock(0);
  expect(await inTime(Promise.resolve('done'), 10, clock, () => 'late')).toBe('done');
  await expect(inTime(Promise.reject(new Error('no')), 10, clock, () => 'late')).rejects.toThrow('no');
  expect(clock.pending).toBe(0);
});

it('says so when it is too late, and not before', async () => {
  const clock = manualClock(0);
  let said = '';
  const asked = inTime(new Promise(() => {}), 10, clock, () => 'late').then((text) => {
    said = text as string;
  });
  await clock.advance(9);
  expect(said).toBe('');
  await clock.advance(1);
  await asked;
  expect(said).toBe('late');
});
