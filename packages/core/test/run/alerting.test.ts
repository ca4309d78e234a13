import type { IngestOptions, Message, Sink } from '@ingest/core';
import { manualClock } from '@ingest/core/testing';
import { describe, expect, it } from 'vitest';
import { SinkError } from '../../src/errors/sink-error.js';
import { setup, startOfDay } from '../support/run-setup.js';
import { wire } from '../support/wire.js';

const minute = 60_000;
const hour = 60 * minute;
/** Thursday, in New York. */
const open = { open: startOfDay - hour / 2, close: startOfDay + 6 * hour };

function hours(sessionAt: (at: number) => { open: number; close: number } | null = () => open) {
  return async () => ({ sessionAt, sessionsBefore: () => [], intervalAt: () => 5 * minute });
}

/** Runs minutes apart, each a process of its own; what people were told. */
function running(options: Partial<IngestOptions> = {}) {
  const clock = manualClock(startOfDay);
  const first = wire({ clock });
  first.publish(startOfDay - minute);
  const told: string[] = [];
  const had: Message[] = [];
  let trouble: SinkError | null = null;
  const desk: Sink = {
    name: 'desk',
    async deliver(message) {
      if (trouble !== null) throw trouble;
      had.push(message);
      if (message.eventType === 'ALERT') told.push(`${message.alert.kind} ${message.alert.state}`);
    },
  };
  const test = setup({ sources: [first], alertSinks: [desk], market: hours(), ...options }, clock);
  const next = async (afterMs = minute, changes: Partial<IngestOptions> = {}) => {
    await clock.advance(afterMs);
    return test.another(changes).run();
  };
  const breaks = (error: SinkError | null) => {
    trouble = error;
  };
  return { ...test, first, told, had, next, breaks, desk };
}

describe('a run', () => {
  it('tells at the third failed run in a row, once, and when it is over', async () => {
    const { next, first, told, clock } = running();
    first.trouble = 'NETWORK';
    for (let run = 0; run < 5; run += 1) await next();
    // The source alone is inhibited by all of them.
    expect(told).toEqual(['COLLECTION_FAILURES firing']);
    first.trouble = null;
    await clock.advance(5 * minute);
    const { incidents } = await next();
    expect(told).toEqual(['COLLECTION_FAILURES firing', 'COLLECTION_FAILURES resolved']);
    expect(incidents).toContainEqual({ kind: 'COLLECTION_FAILURES', state: 'resolved' });
    expect((await next()).incidents).toEqual([]);
  });

  it('tells of stale data', async () => {
    const { next, first, told } = running();
    await next();
    first.trouble = 'NETWORK';
    await next(15 * minute);
    expect(told).toEqual(['STALE_DATA firing']);
    first.trouble = null;
    await next();
    expect(told).toEqual(['STALE_DATA firing', 'STALE_DATA resolved']);
  });

  it('counts failures over a longer time outside market hours', async () => {
    const { next, first, told } = running({
      market: async () => ({ sessionAt: () => null, sessionsBefore: () => [], intervalAt: () => hour }),
    });
    first.trouble = 'NETWORK';
    for (let run = 0; run < 3; run += 1) await next(hour);
    expect(told).toContain('COLLECTION_FAILURES firing');
  });

  it('tells of no failures that lie too far apart in market hours', async () => {
    const { next, first, told } = running();
    first.trouble = 'NETWORK';
    for (let run = 0; run < 3; run += 1) await next(hour);
    expect(told).not.toContain('COLLECTION_FAILURES firing');
  });

  it('tells in the same run that a delivery was given up', async () => {
    const gone: Sink = {
      name: 'gone',
      deliver: () => Promise.reject(new SinkError('SINK_GONE', 'gone: 410', { sink: 'gone' })),
    };
    const { next, told, stored } = running({ sinks: [gone] });
    const { notifications, incidents } = await next();
    expect(told).toEqual(['DELIVERY_FAILING firing']);
    expect(notifications).toMatchObject({ queued: 2, delivered: 1, dead: 1 });
    expect(incidents).toEqual([{ kind: 'DELIVERY_FAILING', state: 'firing' }]);
    expect([...stored.incidents.values()]).toMatchObject([{ kind: 'DELIVERY_FAILING', announcements: 1 }]);
  });

  it('that only asks looks at nothing', async () => {
    const { next, first, told, stored } = running();
    first.trouble = 'AUTH_FAILED';
    expect((await next(minute, { writes: 'nothing' })).incidents).toEqual([]);
    expect([told, stored.incidents.size]).toEqual([[], 0]);
  });

  it('of a back-fill looks at nothing but deliveries', async () => {
    const { next, first, told } = running();
    first.trouble = 'AUTH_FAILED';
    const range = { kind: 'range', from: startOfDay - 10 * minute, to: startOfDay } as const;
    await next(minute, { reading: range, leaseName: 'backfill' });
    expect(told).toEqual([]);
  });

  it('leaves deliveries to the caller when it is told so', async () => {
    const { next, had, stored, desk } = running({ deliver: 'queue' });
    const { notifications } = await next(minute, { sinks: [desk] });
    expect([had, notifications.pending]).toEqual([[], 1]);
    expect(stored.deliveries).toMatchObject([{ state: 'pending', attempts: 0 }]);
  });

  it('is told again when the way to people was cut', async () => {
    const { next, first, told, breaks } = running();
    first.trouble = 'AUTH_FAILED';
    breaks(new SinkError('SINK_UNAVAILABLE', 'desk: refused', { sink: 'desk' }));
    await next();
    expect(told).toEqual([]);
    breaks(null);
    await next(10 * minute);
    expect(told[0]).toBe('AUTH_FAILED firing');
  });
});

describe('a replay', () => {
  it('keeps incidents of its own, and lets nobody hear of them unless it delivers', async () => {
    const { next, first, told, stored } = running();
    first.trouble = 'AUTH_FAILED';
    const { incidents } = await next(minute, { writes: 'news' });
    expect(incidents).toContainEqual({ kind: 'AUTH_FAILED', state: 'firing', source: 'wire' });
    expect([told, stored.incidents.size]).toEqual([[], 0]);
    expect(stored.deliveries).toMatchObject([{ state: 'replayed' }]);
    await next(minute, { writes: 'news', deliver: 'send' });
    expect(told).toEqual(['AUTH_FAILED firing']);
  });
});
