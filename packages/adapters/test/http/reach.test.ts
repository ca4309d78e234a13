import { getEventListeners } from 'node:events';
import { createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { networkCause } from '../../src/http/network-cause.js';
import { reach } from '../../src/http/reach.js';
import { refusingUrl } from '../support/provider-server.js';

const never = () => new AbortController().signal;

/** A server that says nothing; counts what it is sent. */
async function silentServer() {
  let received = 0;
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    socket.on('data', (chunk) => {
      received += chunk.length;
    });
    socket.on('error', () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    port,
    seen: () => ({ connections, received }),
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

describe('reach', () => {
  test('makes a connection and sends nothing', async () => {
    const server = await silentServer();
    await reach(new URL(`http://127.0.0.1:${server.port}/hook?token=abc`), never());
    await server.close();
    expect(server.seen()).toEqual({ connections: 1, received: 0 });
  });

  test('says what is in the way', async () => {
    const words = async (url: string) =>
      networkCause(
        await reach(new URL(url), never()).then(
          () => null,
          (error: unknown) => error,
        ),
      ).words;
    expect(await words(await refusingUrl())).toContain('the connection was refused');
    expect(await words('http://no-such-host.invalid/')).toMatch(/the host name (does not|cannot)/);
  });

  test('is not content with a connection where TLS is due, and ends the moment it is stopped', async () => {
    const server = await silentServer();
    const stop = new AbortController();
    const reached = reach(new URL(`https://127.0.0.1:${server.port}/`), stop.signal);
    while (server.seen().connections === 0) await new Promise(setImmediate);
    stop.abort('stopped');
    await expect(reached).rejects.toBe('stopped');
    expect(getEventListeners(stop.signal, 'abort')).toEqual([]);
    await expect(reach(new URL(`http://127.0.0.1:${server.port}/`), stop.signal)).rejects.toBe('stopped');
    await server.close();
  });
});
