import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { withOwnSockets } from '../../../src/sinks/nats/own-sockets.js';

async function silentServer() {
  const server = createServer(() => {});
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return async () => {
    await turn();
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    return socket;
  };
}
const alive = () => new AbortController().signal;

test('leaves a connection that was made alone, and every other', async () => {
  const dial = await silentServer();
  const [mine, other] = await Promise.all([withOwnSockets(alive(), dial), dial()]);
  expect([mine.destroyed, other.destroyed]).toEqual([false, false]);
  mine.destroy();
  other.destroy();
});

test('hangs up what was opened for one that failed, and nothing else', async () => {
  const dial = await silentServer();
  const opened: Socket[] = [];
  const failing = withOwnSockets(alive(), async () => {
    opened.push(await dial());
    throw new Error('no greeting');
  });
  failing.catch(() => {});
  const other = await dial();
  await expect(failing).rejects.toThrow('no greeting');
  expect([opened[0]?.destroyed, other.destroyed]).toEqual([true, false]);
  other.destroy();
});

test('hangs up at once when it is told to', async () => {
  const dial = await silentServer();
  const ending = new AbortController();
  const opened: Socket[] = [];
  const failing = withOwnSockets(ending.signal, async () => {
    const socket = await dial();
    opened.push(socket);
    await once(socket, 'close');
    return socket;
  });
  await expect.poll(() => opened.length).toBe(1);
  ending.abort('stopped');
  await expect(failing).rejects.toBe('stopped');
  expect(opened[0]?.destroyed).toBe(true);
});
