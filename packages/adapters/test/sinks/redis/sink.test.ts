import { getEventListeners } from 'node:events';
import { afterEach, describe, expect, onTestFinished, test } from 'vitest';
import { toCloudEvent } from '../../../src/sinks/envelope.js';
import { createRedisSink, type RedisSinkOptions } from '../../../src/sinks/redis/index.js';
import { refusingUrl } from '../../support/provider-server.js';
import { alertMessageOf, deliveryContext, messageOf, sinkFailureOf } from '../../support/receiver.js';
import { redisKey, refusingRedis } from '../../support/redis.js';
import { type Gate, hasService, servicePorts, startGate } from '../../support/services.js';

const isThere = await hasService('redis');
const gates: Gate[] = [];
afterEach(async () => {
  for (const gate of gates.splice(0)) await gate.shut();
});

async function sinkOn(stream: string, options: Partial<RedisSinkOptions> = {}) {
  const gate = await startGate(servicePorts.redis);
  gates.push(gate);
  const sink = createRedisSink({ url: `redis://127.0.0.1:${gate.port}`, stream, name: 'desk', ...options });
  onTestFinished(() => sink.close?.());
  return { gate, sink };
}

describe.skipIf(!isThere)('redis', () => {
  test('appends both kinds of messages over one connection', async () => {
    const { key, entries } = await redisKey();
    const { sink, gate } = await sinkOn(key);
    expect(gate.connections).toBe(0);
    await sink.deliver(messageOf(), deliveryContext());
    await sink.deliver(alertMessageOf(), deliveryContext());
    const found = await entries();
    expect(found.map(({ id, type }) => [id, type])).toEqual([
      [messageOf().eventId, 'NEW_MARKET_DATA'],
      [alertMessageOf().eventId, 'ALERT'],
    ]);
    expect(JSON.parse(found[0]?.data ?? '')).toEqual(toCloudEvent(messageOf()));
    expect(gate.connections).toBe(1);
  });

  test('keeps about as many as it is told to', async () => {
    const { key, entries } = await redisKey();
    const { sink } = await sinkOn(key, { maxLen: 1 });
    for (let count = 0; count < 250; count += 1) await sink.deliver(messageOf(), deliveryContext());
    expect((await entries()).length).toBeLessThan(250);
  });

  test('gives a server that hangs no more than its time, and begins anew', async () => {
    const { key, entries } = await redisKey();
    const { sink, gate } = await sinkOn(key, { timeoutMs: 500 });
    await sink.deliver(messageOf(), deliveryContext());
    gate.hang();
    const context = deliveryContext();
    for (const attempt of [1, 2]) {
      const failure = await sinkFailureOf(sink.deliver(messageOf(), { ...context, attempt }));
      expect(failure).toMatchObject({ code: 'SINK_UNAVAILABLE', message: 'desk: no whole answer within 500 ms' });
    }
    expect(getEventListeners(context.signal, 'abort')).toEqual([]);
    await gate.open();
    await sink.deliver(messageOf(), deliveryContext());
    expect(await entries()).toHaveLength(2);
  });

  test('goes on with a server that was away', async () => {
    const { key, entries } = await redisKey();
    const { sink, gate } = await sinkOn(key);
    await sink.deliver(messageOf(), deliveryContext());
    await gate.shut();
    const failure = await sinkFailureOf(sink.deliver(messageOf(), deliveryContext()));
    expect(failure.message).toMatch(/^desk: redis 127\.0\.0\.1:\d+: /);
    expect(failure.code).toBe('SINK_UNAVAILABLE');
    await gate.open();
    await sink.deliver(messageOf(), deliveryContext());
    expect(await entries()).toHaveLength(2);
  });

  test('rejects where the key is something else, and says so before anything is sent', async () => {
    const { key, send } = await redisKey();
    const { sink } = await sinkOn(key);
    await sink.check?.(deliveryContext());
    expect(await send('EXISTS', key)).toBe(0);
    await send('SET', key, 'text');
    const looked = await sinkFailureOf(sink.check?.(deliveryContext()) ?? Promise.resolve());
    expect(looked.message).toMatch(new RegExp(`${key} is there and is no stream \\(string\\)$`));
    expect(await sinkFailureOf(sink.deliver(messageOf(), deliveryContext()))).toMatchObject({ code: 'SINK_REJECTED' });
  });

  test('hangs up when it is closed, and delivers no more', async () => {
    const { key } = await redisKey();
    const { sink, gate } = await sinkOn(key);
    await sink.deliver(messageOf(), deliveryContext());
    await sink.close?.();
    await sink.close?.();
    await expect.poll(() => gate.connections).toBe(0);
    const failure = await sinkFailureOf(sink.deliver(messageOf(), deliveryContext()));
    expect(failure.message).toMatch(/the sink is closed$/);
  });
});

test('redis that repeats a password shows none', async () => {
  const port = await refusingRedis('WRONGPASS no hunter22hunter22 here');
  const sink = createRedisSink({ url: `redis://someone:hunter22hunter22@127.0.0.1:${port}` });
  const failure = await sinkFailureOf(sink.deliver(messageOf(), deliveryContext()));
  expect(failure).toMatchObject({ code: 'SINK_REJECTED', message: expect.stringContaining('WRONGPASS no *** here') });
  expect(`${failure.message} ${sink.name}`).not.toContain('hunter22');
});

test('redis is unavailable where nobody listens', async () => {
  const { port } = new URL(await refusingUrl());
  const sink = createRedisSink({ url: `redis://127.0.0.1:${port}`, name: 'desk' });
  const failure = await sinkFailureOf(sink.deliver(messageOf(), deliveryContext()));
  expect(failure).toMatchObject({
    code: 'SINK_UNAVAILABLE',
    message: `desk: redis 127.0.0.1:${port}: the connection was refused (ECONNREFUSED)`,
  });
  await expect(sink.deliver(messageOf(), deliveryContext({ signal: AbortSignal.abort('stopped') }))).rejects.toBe(
    'stopped',
  );
});
