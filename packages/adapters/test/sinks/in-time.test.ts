import { getEventListeners } from 'node:events';
import { manualClock } from '@ingest/core/testing';
import { expect, test } from 'vitest';
import { inTime } from '../../src/sinks/in-time.js';
import { now, sinkFailureOf } from '../support/receiver.js';

const never = () => new Promise<never>(() => {});
const limit = (fields = {}) => ({
  sink: 'desk',
  timeoutMs: 5000,
  clock: manualClock(now),
  signal: new AbortController().signal,
  ...fields,
});

test('passes on what the work comes to, and leaves nothing open', async () => {
  const given = limit();
  expect(await inTime(given, async () => 7)).toBe(7);
  await expect(inTime(given, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect([given.clock.pending, getEventListeners(given.signal, 'abort')]).toEqual([0, []]);
});

test('ends work that takes too long, and tells it so', async () => {
  const given = limit();
  const seen: AbortSignal[] = [];
  const failing = sinkFailureOf(
    inTime(given, (signal) => {
      seen.push(signal);
      return never();
    }),
  );
  await given.clock.advance(4999);
  expect(seen[0]?.aborted).toBe(false);
  await given.clock.advance(1);
  expect(await failing).toMatchObject({ code: 'SINK_UNAVAILABLE', message: 'desk: no whole answer within 5000 ms' });
  expect(seen[0]?.aborted).toBe(true);
});

test('ends with the reason of the signal, and begins nothing after it', async () => {
  const controller = new AbortController();
  const failing = inTime(limit({ signal: controller.signal }), never);
  controller.abort('stopped');
  await expect(failing).rejects.toBe('stopped');
  let begun = 0;
  const late = inTime(limit({ signal: controller.signal }), async () => {
    begun += 1;
  });
  await expect(late).rejects.toBe('stopped');
  expect(begun).toBe(0);
});
