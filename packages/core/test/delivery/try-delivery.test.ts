import { getEventListeners } from 'node:events';
import { manualClock } from '@ingest/core/testing';
import { describe, expect, it } from 'vitest';
import type { TakenDelivery } from '../../src/contracts/outbox.js';
import type { Sink } from '../../src/contracts/sink.js';
import { tryDelivery } from '../../src/delivery/try-delivery.js';
import { entryOf, hang, messageOf, sinkError, sinkOf } from '../support/deliveries.js';

const start = Date.UTC(2026, 5, 4, 14);

function setup(deliver?: Sink['deliver'], fields: Partial<TakenDelivery> = {}) {
  const clock = manualClock(start);
  const cut = new AbortController();
  const sink = sinkOf('hook', deliver);
  const taken: TakenDelivery = {
    ...entryOf('hook', 'event-1'),
    attempts: 3,
    attempt: 3,
    waits: null,
    lastError: null,
    settledAt: null,
    ...fields,
  };
  const tried = tryDelivery(sink, taken, clock, cut.signal);
  const nothingLeft = () => [clock.pending, getEventListeners(cut.signal, 'abort').length];
  return { clock, cut, sink, tried, nothingLeft };
}

describe('tryDelivery', () => {
  it('hands over the message once, with the time, the attempt and a signal', async () => {
    const { sink, tried, nothingLeft } = setup();
    expect(await tried).toEqual({ kind: 'delivered' });
    expect(sink.calls).toEqual([
      { message: messageOf('event-1'), context: { signal: expect.any(AbortSignal), now: start, attempt: 3 } },
    ]);
    expect(nothingLeft()).toEqual([0, 0]);
  });

  it.each([
    ['its own error', sinkError('SINK_REJECTED'), 'SINK_REJECTED', 'hook says SINK_REJECTED', null],
    ['when to come back', sinkError('SINK_UNAVAILABLE', { retryAt: 7 }), 'SINK_UNAVAILABLE', expect.anything(), 7],
    ['a foreign error', new RangeError('odd'), 'SINK_UNAVAILABLE', 'odd', null],
    ['something that is no error', 'broken', 'SINK_UNAVAILABLE', 'broken', null],
  ])('tells of a sink that rejects with %s', async (_, thrown, code, message, retryAt) => {
    const { tried, nothingLeft } = setup(async () => {
      throw thrown;
    });
    expect(await tried).toEqual({ kind: 'failed', code, message, retryAt });
    expect(nothingLeft()).toEqual([0, 0]);
  });

  it('takes a sink that throws at once for one that rejects', async () => {
    const { tried } = setup(() => {
      throw new Error('at once');
    });
    expect(await tried).toMatchObject({ kind: 'failed', code: 'SINK_UNAVAILABLE', message: 'at once' });
  });

  it('ends after ten seconds, also when the sink does not look at its signal', async () => {
    const { clock, sink, tried, nothingLeft } = setup(hang);
    await clock.advance(9999);
    expect(sink.calls[0]?.context.signal.aborted).toBe(false);
    await clock.advance(1);
    const message = 'hook: no answer within 10 s';
    expect(await tried).toEqual({ kind: 'failed', code: 'SINK_UNAVAILABLE', message, retryAt: null });
    expect(sink.calls[0]?.context.signal.aborted).toBe(true);
    expect(nothingLeft()).toEqual([0, 0]);
  });

  it('says nothing of a sink that it was cut off from', async () => {
    const { cut, tried, nothingLeft } = setup(hang);
    cut.abort();
    expect(await tried).toEqual({ kind: 'cut-off' });
    expect(nothingLeft()).toEqual([0, 0]);
  });

  it('believes a sink that had taken the message when it was cut off', async () => {
    const { cut, tried } = setup(async () => {});
    await Promise.resolve();
    await Promise.resolve();
    cut.abort();
    expect(await tried).toEqual({ kind: 'delivered' });
  });

  it.each(['{"eventId":', '7', 'null'])('never sends what cannot be read: %s', async (message) => {
    const { sink, tried } = setup(undefined, { message });
    expect(await tried).toMatchObject({ kind: 'failed', code: 'SINK_REJECTED' });
    expect(sink.calls).toEqual([]);
  });
});
