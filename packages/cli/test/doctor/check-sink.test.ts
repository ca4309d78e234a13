import { type DisabledSink, IngestError, type Sink, SinkError, type SinkQueue } from '@ingest/core';
import { describe, expect, it } from 'vitest';
import { checkSink, type SinkCheck } from '../../src/doctor/check-sink.js';

const none = { pending: 0, delivered: 0, dead: 0, dropped: 0, replayed: 0 };
const queueOf = (counts: Partial<SinkQueue['counts']>): SinkQueue => ({
  sink: 'hook',
  counts: { ...none, ...counts },
  oldestPendingAt: null,
});
const sinkThat = (check?: Sink['check']): Sink => ({
  name: 'hook',
  deliver: () => Promise.reject(new Error('nothing is to be sent')),
  ...(check !== undefined && { check }),
});
const look = (fields: Partial<SinkCheck> = {}) =>
  checkSink({
    sink: sinkThat(async () => {}),
    queue: undefined,
    disabled: undefined,
    signal: new AbortController().signal,
    ...fields,
  });

describe('a sink', () => {
  it('is well when it can be reached, also with deliveries that wait', async () => {
    expect(await look()).toEqual({
      check: 'hook',
      area: 'sink',
      level: 'ok',
      text: 'can be reached, nothing was sent',
    });
    expect((await look({ queue: queueOf({ pending: 1 }) })).text).toBe(
      'can be reached, nothing was sent, 1 delivery waiting',
    );
  });

  it('that cannot be looked at says so', async () => {
    expect(await look({ sink: sinkThat() })).toMatchObject({ level: 'ok', text: 'not looked at before it delivers' });
  });

  it('that cannot be reached is a problem, with what waits for it', async () => {
    const refused = sinkThat(() =>
      Promise.reject(new SinkError('SINK_UNAVAILABLE', 'hook: cannot connect to example.com', { sink: 'hook' })),
    );
    expect(await look({ sink: refused, queue: queueOf({ pending: 3, dead: 2 }) })).toMatchObject({
      level: 'problem',
      text: 'SINK_UNAVAILABLE: hook: cannot connect to example.com, 3 deliveries waiting, 2 deliveries given up',
      advice: expect.stringContaining('look at the receiver'),
    });
  });

  it('whose driver is not installed is a problem, with what to install', async () => {
    const missing = sinkThat(() =>
      Promise.reject(new IngestError('DRIVER_MISSING', 'hook: the package x is not installed: npm install x')),
    );
    expect(await look({ sink: missing })).toMatchObject({
      level: 'problem',
      text: 'DRIVER_MISSING: hook: the package x is not installed: npm install x',
      advice: 'Install the package that the message names.',
    });
  });

  it('that is disabled is not even looked at', async () => {
    const disabled: DisabledSink = { sink: 'hook', disabledAt: null, reason: 'answered 410' };
    const asked = sinkThat(() => Promise.reject(new Error('it was looked at')));
    expect(await look({ sink: asked, disabled })).toMatchObject({
      level: 'problem',
      text: 'disabled: answered 410',
      advice: expect.stringContaining('ingest deliveries retry --sink hook'),
    });
  });

  it('with deliveries that were given up is worth a warning', async () => {
    expect(await look({ queue: queueOf({ dead: 1 }) })).toMatchObject({
      level: 'warning',
      text: 'can be reached, nothing was sent, 1 delivery given up',
      advice: expect.stringContaining('ingest deliveries retry --sink hook'),
    });
  });

  it('is left alone at a signal, and a bug is not taken for its failure', async () => {
    const stopped = sinkThat(() => Promise.reject(new Error('aborted')));
    expect(await look({ sink: stopped, signal: AbortSignal.abort() })).toMatchObject({ level: 'warning' });
    await expect(look({ sink: stopped })).rejects.toThrow('aborted');
  });
});
