import { getEventListeners } from 'node:events';
import { afterEach, describe, expect, onTestFinished, test } from 'vitest';
import { toCloudEvent } from '../../../src/sinks/envelope.js';
import { createNatsSink, type NatsSinkOptions } from '../../../src/sinks/nats/index.js';
import { natsStream, refusingNats } from '../../support/nats.js';
import { refusingUrl } from '../../support/provider-server.js';
import { alertMessageOf, deliveryContext, messageOf, sinkFailureOf } from '../../support/receiver.js';
import { type Gate, hasService, servicePorts, startGate } from '../../support/services.js';

const isThere = await hasService('nats');
const gates: Gate[] = [];
afterEach(async () => {
  for (const gate of gates.splice(0)) await gate.shut();
});

async function sinkOn(options: Partial<NatsSinkOptions> = {}) {
  const stream = await natsStream();
  const gate = await startGate(servicePorts.nats);
  gates.push(gate);
  const { subject, alertSubject } = stream;
  const url = `nats://127.0.0.1:${gate.port}`;
  const sink = createNatsSink({ url, subject, alertSubject, name: 'desk', ...options });
  onTestFinished(() => sink.close?.());
  return { ...stream, gate, sink };
}

describe.skipIf(!isThere)('nats', () => {
  test('publishes both kinds of messages over one connection', async () => {
    const { sink, gate, stored, subject, alertSubject } = await sinkOn();
    expect(gate.connections).toBe(0);
    await sink.deliver(messageOf(), deliveryContext());
    await sink.deliver(alertMessageOf(), deliveryContext());
    expect(gate.connections).toBe(1);
    const [news, alert, ...others] = await stored();
    expect(others).toEqual([]);
    expect(news).toMatchObject({ subject, id: messageOf().eventId, contentType: 'application/cloudevents+json' });
    expect(JSON.parse(news?.payload ?? '')).toEqual(toCloudEvent(messageOf()));
    expect(alert).toMatchObject({ subject: alertSubject, id: alertMessageOf().eventId });
  });

  test('lets the stream drop what it has had', async () => {
    const { sink, stored } = await sinkOn();
    for (const attempt of [1, 2]) await sink.deliver(messageOf(), deliveryContext({ attempt }));
    expect(await stored()).toHaveLength(1);
  });

  test('is unavailable without a stream, says how to make one, and finds it once it is there', async () => {
    const { sink, remove, subject } = await sinkOn();
    await sink.check?.(deliveryContext());
    await remove();
    for (const failing of [sink.deliver(messageOf(), deliveryContext()), sink.check?.(deliveryContext())]) {
      const failure = await sinkFailureOf(failing ?? Promise.resolve());
      expect(failure.code).toBe('SINK_UNAVAILABLE');
      expect(failure.message).toContain(`nats stream add INGEST --subjects "${subject}"`);
    }
  });

  test('rejects what is larger than the stream takes', async () => {
    const { sink } = await sinkOn();
    const large = alertMessageOf({ details: 'x'.repeat(200_000) });
    expect(await sinkFailureOf(sink.deliver(large, deliveryContext()))).toMatchObject({ code: 'SINK_REJECTED' });
    const larger = alertMessageOf({ details: 'x'.repeat(2_000_000) });
    expect(await sinkFailureOf(sink.deliver(larger, deliveryContext()))).toMatchObject({ code: 'SINK_REJECTED' });
  });

  test('gives a server that hangs no more than its time, and begins anew', async () => {
    const { sink, gate, stored } = await sinkOn({ timeoutMs: 150 });
    await sink.deliver(messageOf(), deliveryContext());
    gate.hang();
    const context = deliveryContext();
    for (const attempt of [1, 2]) {
      const failure = await sinkFailureOf(sink.deliver(alertMessageOf(), { ...context, attempt }));
      expect(failure).toMatchObject({ code: 'SINK_UNAVAILABLE', message: 'desk: no whole answer within 150 ms' });
    }
    expect(getEventListeners(context.signal, 'abort')).toEqual([]);
    await gate.open();
    await sink.deliver(alertMessageOf(), deliveryContext());
    expect(await stored()).toHaveLength(2);
  });

  test('goes on with a server that was away', async () => {
    const { sink, gate, stored } = await sinkOn();
    await sink.deliver(messageOf(), deliveryContext());
    await gate.shut();
    const failure = await sinkFailureOf(sink.deliver(alertMessageOf(), deliveryContext()));
    expect(failure.message).toMatch(/^desk: nats 127\.0\.0\.1:\d+: /);
    expect(failure.code).toBe('SINK_UNAVAILABLE');
    await gate.open();
    await sink.deliver(alertMessageOf(), deliveryContext());
    expect(await stored()).toHaveLength(2);
  });

  test('hangs up when it is closed, and delivers no more', async () => {
    const { sink, gate } = await sinkOn();
    await sink.deliver(messageOf(), deliveryContext());
    await sink.close?.();
    await sink.close?.();
    await expect.poll(() => gate.connections).toBe(0);
    const failure = await sinkFailureOf(sink.deliver(messageOf(), deliveryContext()));
    expect(failure.message).toMatch(/the sink is closed$/);
  });
});

test.each([
  ['Authorization Violation', 'SINK_REJECTED', /authorization violation/i],
  ['no hunter22hunter22 here', 'SINK_UNAVAILABLE', /no \*\*\* here/],
])('nats that answers %s is %s, and no secret is shown', async (words, code, shown) => {
  const url = `nats://someone:hunter22hunter22@127.0.0.1:${await refusingNats(words)}`;
  const sink = createNatsSink({ url });
  const failure = await sinkFailureOf(sink.deliver(messageOf(), deliveryContext()));
  expect(failure).toMatchObject({ code, message: expect.stringMatching(shown) });
  expect(`${failure.message} ${sink.name}`).not.toContain('hunter22');
});

test('nats is unavailable where nobody listens', async () => {
  const { port } = new URL(await refusingUrl());
  const sink = createNatsSink({ url: `nats://127.0.0.1:${port}`, name: 'desk' });
  const failure = await sinkFailureOf(sink.deliver(messageOf(), deliveryContext()));
  expect(failure).toMatchObject({ code: 'SINK_UNAVAILABLE', sink: 'desk' });
  expect(failure.message).toContain(`desk: nats 127.0.0.1:${port}: the connection was refused`);
  await expect(sink.deliver(messageOf(), deliveryContext({ signal: AbortSignal.abort('stopped') }))).rejects.toBe(
    'stopped',
  );
});
