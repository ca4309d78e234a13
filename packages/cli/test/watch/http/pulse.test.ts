import { manualClock } from '@ingest/core/testing';
import { expect, it } from 'vitest';
import { pulseOn } from '../../../src/watch/http/pulse.js';

const at = '2026-06-04T14:00:00.000Z';

it('is silent since the loop turned last, whatever happens to the wall clock', async () => {
  const clock = manualClock(0);
  const pulse = pulseOn(clock);
  await clock.advance(20_000);
  pulse.turn();
  await clock.advance(5_000);
  clock.setWall(10_000_000);
  expect(pulse.silentMs()).toBe(5_000);
});

it('takes what a run tells for a sign of life, and no delivery', async () => {
  const clock = manualClock(0);
  const pulse = pulseOn(clock);
  await clock.advance(20_000);
  pulse.read({ type: 'delivery:succeeded', at, sink: 's', eventId: 'e', attempt: 1, durationMs: 1, latencyMs: 1 });
  expect(pulse.silentMs()).toBe(20_000);
  pulse.read({ type: 'run:started', runId: 'r', at, tickers: [], sources: [] });
  expect(pulse.silentMs()).toBe(0);
});
