import { type IngestEvent, noSecrets, SinkError, systemChance, testAlert } from '@ingest/core';
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
    const notification = testAlert('NO_NEWS', Date.now(), systemChance());
    const route = { store, sinks: [desk], redact: noSecrets, signal: new AbortController().signal };
    expect(await sendTest(notification, route)).toMatchObject([{ isDelivered: false, code: null }]);
    expect(asked).toEqual(['older']);
    const [{ counts } = { counts: {} }] = await store.outbox.queues();
    expect(counts).toMatchObject({ pending: 1, dropped: 1 });
  } finally {
    await store.close();
  }
});
