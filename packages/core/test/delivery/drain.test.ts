import { getEventListeners } from 'node:events';
import { manualClock } from '@ingest/core/testing';
import { describe, expect, it } from 'vitest';
import type { Sink } from '../../src/contracts/sink.js';
import { type DrainOptions, drain } from '../../src/delivery/drain.js';
import { IngestError } from '../../src/errors/ingest-error.js';
import type { IngestEvent } from '../../src/events.js';
import { localRegisters } from '../../src/resilience/local-registers.js';
import { entryOf, hang, passing, sinkError, sinkOf } from '../support/deliveries.js';
import { memoryOutbox } from '../support/memory-outbox.js';

const start = Date.UTC(2026, 5, 4, 14);

function setup(sinks: readonly Sink[], fields: Partial<DrainOptions> = {}) {
  const clock = manualClock(start);
  const outbox = memoryOutbox();
  const events: IngestEvent[] = [];
  const options: DrainOptions = {
    outbox,
    registers: localRegisters(),
    sinks,
    clock,
    chance: { next: () => 0.5 },
    onEvent: (event) => events.push(event),
    redact: (text) => text,
    ...fields,
  };
  /** What it came to and when, in milliseconds. */
  async function run() {
    const begun = clock.elapsed().monotonicMs;
    let tookMs = 0;
    const drained = await passing(
      clock,
      drain(options).finally(() => {
        tookMs = clock.elapsed().monotonicMs - begun;
      }),
    );
    return { drained, tookMs };
  }
  return { clock, outbox, events, run };
}

/** A sink that takes a while for each delivery. */
function slow(name: string, clockOf: () => { wait(ms: number, signal: AbortSignal): Promise<void> }, ms: number) {
  return sinkOf(name, (_, { signal }) => clockOf().wait(ms, signal));
}

describe('drain', () => {
  it('does nothing without sinks, and leaves no timer', async () => {
    const { clock, run } = setup([]);
    expect(await run()).toEqual({ drained: { delivered: 0 }, tookMs: 0 });
    expect(clock.pending).toBe(0);
  });

  it('adds up what came of all sinks', async () => {
    const refusing = sinkOf('b', async () => {
      throw sinkError('SINK_REJECTED');
    });
    const { outbox, events, run } = setup([
      sinkOf('a'),
      refusing,
      sinkOf('c', () => Promise.reject(new Error('down'))),
    ]);
    await outbox.add([...['a', 'b', 'c'].map((sink) => entryOf(sink, 'event-1', { createdAt: start - 700 }))]);
    expect((await run()).drained).toEqual({ delivered: 1 });
    expect(events.map((event) => 'isDead' in event && event.isDead)).toEqual([false, true, false]);
  });

  it('delivers to a good sink at once, however long a dead one hangs', async () => {
    const good = sinkOf('good');
    const { clock, outbox, events, run } = setup([sinkOf('dead', hang), good]);
    for (const sink of ['dead', 'good']) await outbox.add([entryOf(sink, 'a'), entryOf(sink, 'b')]);
    const { drained, tookMs } = await run();
    expect(drained).toEqual({ delivered: 2 });
    expect(tookMs).toBe(10_000);
    expect(good.calls.map(({ message }) => message.eventId)).toEqual(['a', 'b']);
    expect(events.map(({ type }) => type)).toEqual(['delivery:succeeded', 'delivery:succeeded', 'delivery:failed']);
    expect(clock.pending).toBe(0);
  });

  it('is over after its time, and puts back what it is in the middle of', async () => {
    const sink: Sink = slow('slow', () => clock, 9000);
    const { clock, outbox, events, run } = setup([sink], { budgetMs: 6000 });
    await outbox.add(['a', 'b'].map((eventId) => entryOf('slow', eventId)));
    expect(await run()).toEqual({ drained: { delivered: 0 }, tookMs: 6000 });
    expect(outbox.rows.map(({ attempts }) => attempts)).toEqual([1, 0]);
    expect(events).toMatchObject([
      { code: 'SINK_UNAVAILABLE', message: 'cut off before it answered: the time for deliveries is over' },
    ]);
    expect(clock.pending).toBe(0);
  });

  it.each([
    ['15 seconds', {}, 3],
    ['the time that it is given', { budgetMs: 6000 }, 1],
  ])('begins nothing in the rest of %s that may be cut off', async (_, fields, delivered) => {
    const sink: Sink = slow('slow', () => clock, 4500);
    const { clock, outbox, events, run } = setup([sink], fields);
    await outbox.add(['a', 'b', 'c', 'd', 'e'].map((eventId) => entryOf('slow', eventId)));
    expect(await run()).toEqual({ drained: { delivered }, tookMs: delivered * 4500 });
    expect(events.every(({ type }) => type === 'delivery:succeeded')).toBe(true);
    expect(outbox.rows.map(({ attempts }) => attempts)).toEqual(
      [0, 1, 2, 3, 4].map((index) => (index < delivered ? 1 : 0)),
    );
  });

  it('ends at once when it is stopped, and tells that apart', async () => {
    const stop = new AbortController();
    const { clock, outbox, events, run } = setup([sinkOf('a', hang), sinkOf('b', hang)], { signal: stop.signal });
    await outbox.add([entryOf('a', 'x'), entryOf('b', 'x')]);
    const running = run();
    await clock.advance(200);
    stop.abort();
    expect((await running).tookMs).toBeLessThanOrEqual(300);
    expect(events).toMatchObject([{ code: 'ABORTED' }, { code: 'ABORTED' }]);
    expect([clock.pending, getEventListeners(stop.signal, 'abort').length]).toEqual([0, 0]);
  });

  it('claims nothing when it was stopped before it began', async () => {
    const sink = sinkOf('a');
    const { outbox, run } = setup([sink], { signal: AbortSignal.abort() });
    await outbox.add([entryOf('a', 'x')]);
    expect((await run()).drained).toEqual({ delivered: 0 });
    expect([sink.calls.length, outbox.rows[0]?.attempts]).toEqual([0, 0]);
  });

  it.each(['take', 'settle'] as const)(
    'rejects when the store fails to %s, and leaves nothing under way',
    async (what) => {
      const hanging = sinkOf('b', hang);
      const { clock, outbox, run } = setup([sinkOf('a'), hanging]);
      await outbox.add([entryOf('a', 'x'), entryOf('b', 'x')]);
      let calls = 0;
      outbox.before = (operation) => {
        if (operation === what) calls += 1;
        // The second time, so that the other sink is under way already.
        if (operation === what && calls === (what === 'take' ? 3 : 1)) throw new IngestError('STORE_BUSY', 'locked');
      };
      await expect(run()).rejects.toMatchObject({ code: 'STORE_BUSY' });
      expect(hanging.calls[0]?.context.signal.aborted).toBe(true);
      expect(clock.pending).toBe(0);
    },
  );

  it('goes on when whoever listens throws, and without anybody', async () => {
    for (const onEvent of [() => Promise.reject(new Error('odd')) as never, undefined]) {
      const broken = () => {
        throw new Error('a broken reader');
      };
      const { outbox, run } = setup([sinkOf('a')], onEvent === undefined ? {} : { onEvent: broken });
      await outbox.add([entryOf('a', 'x'), entryOf('a', 'y')]);
      expect((await run()).drained.delivered).toBe(2);
    }
  });
});
