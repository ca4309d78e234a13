import { type Sink, SinkError } from '@ingest/core';
import { manualClock } from '@ingest/core/testing';
import { describe, expect, it } from 'vitest';
import { deliverBeside, lookEveryMs } from '../../src/watch/deliver-beside.js';

const sink = (name: string): Sink => ({ name, deliver: async () => {} });

/** Sinks that are served; how long a look at each takes. */
function serving(takesMs: Readonly<Record<string, number>>, failing: () => Error | null = () => null) {
  const clock = manualClock(Date.UTC(2026, 5, 4, 14));
  const stop = new AbortController();
  const looked: string[] = [];
  const errors: unknown[] = [];
  const deliveries = deliverBeside({
    ingest: {
      async deliver({ name }, { signal } = {}) {
        looked.push(name);
        const error = failing();
        if (error !== null) throw error;
        await clock.wait(takesMs[name] ?? 0, signal).catch(() => {});
        return { delivered: 0 };
      },
    },
    sinks: Object.keys(takesMs).map(sink),
    clock,
    onError: (error) => errors.push(error),
    signal: stop.signal,
  });
  const looks = (name: string) => looked.filter((one) => one === name).length;
  return { clock, stop, deliveries, looks, errors };
}

describe('deliveries beside collecting', () => {
  it('look after each sink every few seconds', async () => {
    const { clock, stop, looks, deliveries } = serving({ a: 0, b: 0 });
    await clock.advance(3 * lookEveryMs);
    expect([looks('a'), looks('b')]).toEqual([4, 4]);
    stop.abort();
    await deliveries.ended;
    expect(clock.pending).toBe(0);
  });

  it('look at once when something was committed, also while they deliver', async () => {
    const { clock, looks, deliveries, stop } = serving({ a: 100 });
    await clock.advance(50);
    deliveries.wake();
    await clock.advance(60);
    expect(looks('a')).toBe(2);
    await clock.advance(100);
    deliveries.wake();
    await clock.advance(1);
    expect(looks('a')).toBe(3);
    stop.abort();
    await deliveries.ended;
  });

  it('let a slow sink hold up no other', async () => {
    const { clock, looks, deliveries, stop } = serving({ slow: 10_000, good: 0 });
    for (let news = 0; news < 5; news += 1) {
      deliveries.wake();
      await clock.advance(1000);
    }
    expect([looks('slow'), looks('good')]).toEqual([1, 6]);
    stop.abort();
    await deliveries.ended;
  });

  it('go on when the store fails, and tell', async () => {
    let error: Error | null = new SinkError('SINK_UNAVAILABLE', 'locked', { sink: 'a' });
    const { clock, looks, errors, stop, deliveries } = serving({ a: 0 }, () => error);
    await clock.advance(1);
    error = null;
    await clock.advance(lookEveryMs);
    expect([errors.length, looks('a')]).toEqual([1, 2]);
    stop.abort();
    await deliveries.ended;
  });
});
