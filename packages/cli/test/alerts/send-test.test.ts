import { type IngestEvent, noSecrets, SinkError, testAlert } from '@ingest/core';
import { expect, it } from 'vitest';
import { resultAt, sendTest } from '../../src/alerts/send-test.js';
import { openStore } from '../../src/compose.js';
import { entryOf } from '../support/deliveries.js';

const at = '2026-06-04T14:00:00.000Z';
const base = { at, sink: 'desk', eventId: 'test.1', attempt: 1 } as const;
const succeeded: IngestEvent = { ...base, type: 'delivery:succeeded', durationMs: 80, latencyMs: 81 };
const failed: IngestEvent = {
  ...base,
  type: 'delivery:failed',
  code: 'SINK_UNAVAILABLE',
  message: 'desk: 503',
  isDead: false,
};

it('reads from what happened what became of the test', () => {
  expect(resultAt('desk', 'test.1', [succeeded], [])).toEqual({ sink: 'desk', isDelivered: true, durationMs: 80 });
  expect(resultAt('desk', 'test.1', [failed], [])).toEqual({
    sink: 'desk',
    isDelivered: false,
    code: 'SINK_UNAVAILABLE',
    reason: 'desk: 503',
  });
});

it('tells a test that was never tried from one that failed', () => {
  const older = { ...failed, eventId: 'older' };
  const other = { ...failed, sink: 'log' };
  expect(resultAt('desk', 'test.1', [other, older], [{ sink: 'desk', state: 'pending' }])).toMatchObject({
    code: null,
    reason: 'it was not tried: what waited before it failed: desk: 503',
  });
  expect(resultAt('desk', 'test.1', [other], [{ sink: 'desk', state: 'pending' }])).toMatchObject({
    code: null,
    reason: expect.stringContaining('another process delivers there'),
  });
});

it('believes the outbox where another process delivered it', () => {
  const states = [
    { sink: 'desk', state: 'delivered' },
    { sink: 'log', state: 'pending' },
  ] as const;
  expect(resultAt('desk', 'test.1', [], states).isDelivered).toBe(true);
  expect(resultAt('log', 'test.1', [], states).isDelivered).toBe(false);
});

const facts = { kind: 'NO_NEWS', incidentId: 'test-1', now: Date.parse(at), sentBy: 'ingest alerts test' } as const;
const pair = {
  firing: testAlert({ ...facts, state: 'firing' }),
  resolved: testAlert({ ...facts, state: 'resolved' }),
};

it('sends the end to nobody but those who have the alert, and says where it stays open', async () => {
  const store = await openStore('memory:', true);
  const asked: string[] = [];
  const refusing = (name: string, refused: readonly string[]) => ({
    name,
    async deliver({ eventId }: { readonly eventId: string }) {
      asked.push(`${name} ${eventId}`);
      if (refused.includes(eventId)) throw new SinkError('SINK_UNAVAILABLE', `${name}: no`, { sink: name });
    },
  });
  const sinks = [refusing('all', []), refusing('none', ['test-1.1']), refusing('half', ['test-1.2'])];
  try {
    const route = { store, sinks, redact: noSecrets, signal: new AbortController().signal };
    expect(await sendTest(pair, route)).toEqual([
      { sink: 'all', isDelivered: true, durationMs: expect.any(Number) },
      { sink: 'none', isDelivered: false, code: 'SINK_UNAVAILABLE', reason: 'none: no' },
      {
        sink: 'half',
        isDelivered: false,
        code: 'SINK_UNAVAILABLE',
        reason: 'it arrived, but its end did not: close it there by hand: half: no',
      },
    ]);
    const events = ['all test-1.1', 'all test-1.2', 'half test-1.1', 'half test-1.2', 'none test-1.1'];
    expect(asked.sort()).toEqual(events);
  } finally {
    await store.close();
  }
});

it('goes behind what waits, and leaves that as it is', async () => {
  const store = await openStore('memory:', true);
  const asked: string[] = [];
  const desk = {
    name: 'desk',
    async deliver({ eventId }: { readonly eventId: string }) {
      asked.push(eventId);
      throw new SinkError('SINK_UNAVAILABLE', 'desk: no', { sink: 'desk' });
    },
  };
  try {
    await store.outbox.add([entryOf('desk', 'older')]);
    const route = { store, sinks: [desk], redact: noSecrets, signal: new AbortController().signal };
    expect(await sendTest(pair, route)).toMatchObject([{ isDelivered: false, code: null }]);
    expect(asked).toEqual(['older']);
    const [{ counts } = { counts: {} }] = await store.outbox.queues();
    expect(counts).toMatchObject({ pending: 1, dropped: 1 });
  } finally {
    await store.close();
  }
});
