import { manualClock } from '@ingest/core/testing';
import { describe, expect, it } from 'vitest';
import type { Sink } from '../../src/contracts/sink.js';
import { disabledSink, disableSink } from '../../src/delivery/disabled-sink.js';
import { type DrainContext, drainSink } from '../../src/delivery/drain-sink.js';
import type { IngestEvent } from '../../src/events.js';
import { localRegisters } from '../../src/resilience/local-registers.js';
import { entryOf, hang, passing, sinkError, sinkOf } from '../support/deliveries.js';
import { memoryOutbox } from '../support/memory-outbox.js';

const start = Date.UTC(2026, 5, 4, 14);

function setup(deliver?: Sink['deliver'], fields: Partial<DrainContext> = {}) {
  const clock = manualClock(start);
  const outbox = memoryOutbox();
  const registers = localRegisters();
  const events: IngestEvent[] = [];
  const cut = new AbortController();
  const context: DrainContext = {
    outbox,
    registers,
    clock,
    chance: { next: () => 0.5 },
    redact: (text) => text,
    tell: (event) => events.push(event),
    cut: cut.signal,
    cutBecause: () => ({ code: 'ABORTED', message: 'the program stops' }),
    remainingMs: () => 15_000,
    ...fields,
  };
  const sink = sinkOf('hook', deliver);
  /** What it came to, with what it told of. */
  const run = async () => {
    const drained = await passing(clock, drainSink(sink, context));
    const told = (isDead: boolean) => events.filter((event) => 'isDead' in event && event.isDead === isDead).length;
    return { ...drained, failed: told(false), dead: told(true) };
  };
  return { clock, outbox, registers, events, cut, sink, run };
}

const failing = (error: unknown) => async () => {
  throw error;
};
const nothing = { delivered: 0, failed: 0, dead: 0 };

describe('drainSink', () => {
  it('delivers what is due, oldest first, and tells how long it took', async () => {
    const { outbox, events, sink, run } = setup();
    await outbox.add([
      entryOf('hook', 'b', { createdAt: start - 1500 }),
      entryOf('hook', 'a', { createdAt: start - 4000 }),
    ]);
    expect(await run()).toEqual({ ...nothing, delivered: 2 });
    expect(sink.calls.map(({ message }) => message.eventId)).toEqual(['a', 'b']);
    expect(outbox.rows.map(({ state, claim }) => [state, claim])).toEqual([
      ['delivered', null],
      ['delivered', null],
    ]);
    const at = '2026-06-04T14:00:00.000Z';
    expect(events).toEqual([
      { type: 'delivery:succeeded', at, sink: 'hook', eventId: 'a', attempt: 1, durationMs: 0, latencyMs: 4000 },
      { type: 'delivery:succeeded', at, sink: 'hook', eventId: 'b', attempt: 1, durationMs: 0, latencyMs: 1500 },
    ]);
  });

  it('leaves alone what another sink is to have, what waits, what is claimed, and what was replayed', async () => {
    const { outbox, sink, run } = setup();
    await outbox.add([entryOf('log', 'a'), entryOf('hook', 'b', { state: 'replayed' }), entryOf('hook', 'c')]);
    await outbox.take('hook', start, { from: start - 1, until: start + 1e9 });
    expect(await run()).toEqual(nothing);
    expect(sink.calls).toEqual([]);
  });

  it('claims each delivery for a minute, whichever way the clock is wrong', async () => {
    const claims: unknown[] = [];
    const { outbox, run } = setup(async () => void claims.push(outbox.rows[0]?.claim));
    await outbox.add([entryOf('hook', 'a')]);
    await run();
    expect(claims).toEqual([{ from: start - 60_000, until: start + 60_000 }]);
  });

  it('leaves a sink that is unavailable alone: what else waits for it loses no try', async () => {
    const { outbox, events, sink, run } = setup(failing(sinkError('SINK_UNAVAILABLE')));
    await outbox.add([entryOf('hook', 'a'), entryOf('hook', 'b')]);
    expect(await run()).toEqual({ ...nothing, failed: 1 });
    expect(sink.calls).toHaveLength(1);
    expect(outbox.rows).toMatchObject([
      { state: 'pending', attempts: 1, waits: { until: start + 2500 }, lastError: 'hook says SINK_UNAVAILABLE' },
      { state: 'pending', attempts: 0, waits: null, lastError: null },
    ]);
    expect(events).toMatchObject([
      { type: 'delivery:failed', sink: 'hook', eventId: 'a', attempt: 1, code: 'SINK_UNAVAILABLE', isDead: false },
    ]);
  });

  it('does so also when the pause came out as nothing', async () => {
    const { outbox, sink, run } = setup(failing(new Error('down')), { chance: { next: () => 0 } });
    await outbox.add([entryOf('hook', 'a')]);
    expect(await run()).toEqual({ ...nothing, failed: 1 });
    expect(sink.calls).toHaveLength(1);
  });

  it('gives up what is refused, and goes on to the next', async () => {
    const { outbox, events, run } = setup(async ({ eventId }) => {
      if (eventId === 'a') throw sinkError('SINK_REJECTED');
    });
    await outbox.add([entryOf('hook', 'a'), entryOf('hook', 'b')]);
    expect(await run()).toMatchObject({ delivered: 1, failed: 0, dead: 1 });
    expect(outbox.rows.map(({ state }) => state)).toEqual(['dead', 'delivered']);
    expect(events[0]).toMatchObject({ type: 'delivery:failed', code: 'SINK_REJECTED', isDead: true });
  });

  it('disables a sink that is gone, and gives up what is due there without sending it', async () => {
    const { outbox, registers, sink, run } = setup(failing(sinkError('SINK_GONE')));
    await outbox.add([entryOf('hook', 'a'), entryOf('hook', 'b')]);
    expect(await run()).toEqual({ ...nothing, dead: 2 });
    expect(sink.calls).toHaveLength(1);
    expect(await disabledSink(registers, 'hook')).toMatchObject({ reason: 'hook says SINK_GONE' });
    expect(outbox.rows.map(({ lastError }) => lastError)).toEqual([
      'hook says SINK_GONE',
      'the sink is disabled: hook says SINK_GONE',
    ]);
  });

  it('sends nothing to a sink that an earlier run had disabled', async () => {
    const { outbox, registers, events, sink, run } = setup();
    await disableSink(registers, 'hook', 'it is gone', start - 1);
    await outbox.add([entryOf('hook', 'a')]);
    expect(await run()).toEqual({ ...nothing, dead: 1 });
    expect(sink.calls).toEqual([]);
    expect(events).toMatchObject([{ code: 'SINK_GONE', message: 'the sink is disabled: it is gone', isDead: true }]);
  });

  it('has disabled a sink before anything else can be lost', async () => {
    const { outbox, registers, run } = setup(failing(sinkError('SINK_GONE')));
    await outbox.add([entryOf('hook', 'a')]);
    outbox.before = (operation) => {
      if (operation === 'settle') throw new Error('the process ends here');
    };
    await expect(run()).rejects.toThrow('the process ends here');
    expect(await disabledSink(registers, 'hook')).not.toBeNull();
  });

  it('puts back what it is cut off from, due at once', async () => {
    const { clock, outbox, events, cut, run } = setup(hang);
    await outbox.add([entryOf('hook', 'a'), entryOf('hook', 'b')]);
    const running = run();
    await clock.advance(300);
    cut.abort();
    expect(await running).toEqual({ ...nothing, failed: 1 });
    expect(outbox.rows.map(({ attempts, claim }) => [attempts, claim])).toEqual([
      [1, null],
      [0, null],
    ]);
    expect(outbox.rows[0]?.lastError).toBe('cut off before it answered: the program stops');
    expect(events).toMatchObject([{ code: 'ABORTED', isDead: false }]);
    for (const now of [start - 1e6, start, clock.now(), start + 1e6])
      expect((await outbox.take('hook', now, { from: now, until: now }))?.eventId).toBe('a');
  });

  it('never gives up what it is cut off from, however often it was tried', async () => {
    const { clock, outbox, cut, run } = setup(hang);
    await outbox.add([entryOf('hook', 'a', { createdAt: start - 9e8 })]);
    for (let attempt = 0; attempt < 20; attempt += 1) await outbox.take('hook', start, { from: start, until: start });
    const running = run();
    await clock.advance(300);
    cut.abort();
    expect(await running).toEqual({ ...nothing, failed: 1 });
    expect(outbox.rows[0]?.state).toBe('pending');
  });

  it('claims nothing any more once it is cut off', async () => {
    const { outbox, cut, run } = setup();
    await outbox.add([entryOf('hook', 'a')]);
    cut.abort();
    expect(await run()).toEqual(nothing);
    expect(outbox.rows[0]?.attempts).toBe(0);
  });

  it('leaves a sink to the process that has taken over a claim of ours, and counts nothing', async () => {
    const { outbox, events, sink, run } = setup(async () => {
      await outbox.take('hook', start + 61_000, { from: start, until: start + 121_000 });
    });
    await outbox.add([entryOf('hook', 'a'), entryOf('hook', 'b')]);
    expect(await run()).toEqual(nothing);
    expect(sink.calls).toHaveLength(1);
    expect(events).toEqual([]);
    expect(outbox.rows[0]).toMatchObject({ state: 'pending', attempts: 2 });
  });

  it('keeps no secret, and no more than 1000 characters, of what went wrong', async () => {
    const long = `the token is hunter22 ${'x'.repeat(977)}😀${'y'.repeat(500)}`;
    const { outbox, events, run } = setup(failing(new Error(long)), {
      redact: (text) => text.replaceAll('hunter22', '***'),
    });
    await outbox.add([entryOf('hook', 'a')]);
    await run();
    const { lastError } = outbox.rows[0] ?? {};
    expect(lastError).toMatch(/^the token is \*\*\* x+/);
    expect(lastError?.length).toBeLessThanOrEqual(1000);
    expect(lastError?.isWellFormed()).toBe(true);
    expect(events).toMatchObject([{ message: lastError }]);
  });
});
