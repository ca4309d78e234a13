import { expect, test } from 'vitest';
import { connectNats } from '../../../src/sinks/nats/client.js';
import { readNatsOptions } from '../../../src/sinks/nats/options.js';
import { natsStream } from '../../support/nats.js';
import { hasService, servicePorts, startGate } from '../../support/services.js';

const isThere = await hasService('nats');

test.skipIf(!isThere)('a connection lasts until it is told to end', async () => {
  const gate = await startGate(servicePorts.nats);
  const { subject, name } = await natsStream();
  const ending = new AbortController();
  const client = await connectNats(readNatsOptions({ url: `nats://127.0.0.1:${gate.port}` }), ending.signal);
  expect([await client.findStream(subject), client.isOpen, gate.connections]).toEqual([name, true, 1]);
  ending.abort();
  await expect.poll(() => [client.isOpen, gate.connections]).toEqual([false, 0]);
  await gate.shut();
});

test.skipIf(!isThere)(
  'a connection that is not made yet ends at once, and one that cannot be made within its time',
  async () => {
    const gate = await startGate(servicePorts.nats);
    gate.hang();
    const url = `nats://127.0.0.1:${gate.port}`;
    const ending = new AbortController();
    const connecting = connectNats(readNatsOptions({ url }), ending.signal);
    connecting.catch(() => {});
    await expect.poll(() => gate.connections).toBe(1);
    ending.abort(new Error('stopped'));
    await expect(connecting).rejects.toThrow('stopped');
    await expect.poll(() => gate.connections).toBe(0);
    const slow = connectNats(readNatsOptions({ url, timeoutMs: 100 }), new AbortController().signal);
    await expect(slow).rejects.toThrow('timeout');
    await expect.poll(() => gate.connections).toBe(0);
    await gate.shut();
  },
);
