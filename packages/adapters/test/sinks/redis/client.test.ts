import { expect, test } from 'vitest';
import { connectRedis } from '../../../src/sinks/redis/client.js';
import { readRedisOptions } from '../../../src/sinks/redis/options.js';
import { hasService, servicePorts, startGate } from '../../support/services.js';

const isThere = await hasService('redis');

test.skipIf(!isThere)('a connection lasts until it is told to end', async () => {
  const gate = await startGate(servicePorts.redis);
  const ending = new AbortController();
  const options = readRedisOptions({ url: `redis://127.0.0.1:${gate.port}` });
  const client = await connectRedis(options, ending.signal);
  expect([await client.sendCommand(['PING']), client.isReady, gate.connections]).toEqual(['PONG', true, 1]);
  ending.abort();
  await expect.poll(() => [client.isReady, gate.connections]).toEqual([false, 0]);
  await gate.shut();
});

test.skipIf(!isThere)('a connection that is not made yet ends as well', async () => {
  const gate = await startGate(servicePorts.redis);
  gate.hang();
  const ending = new AbortController();
  const options = readRedisOptions({ url: `redis://127.0.0.1:${gate.port}` });
  const connecting = connectRedis(options, ending.signal);
  connecting.catch(() => {});
  await expect.poll(() => gate.connections).toBe(1);
  ending.abort(new Error('stopped'));
  await expect(connecting).rejects.toThrow();
  await expect.poll(() => gate.connections).toBe(0);
  await gate.shut();
});
