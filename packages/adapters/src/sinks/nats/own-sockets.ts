import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';

/** The sockets of whoever asks, as far as a chain of calls leads back to it. */
const asking = new AsyncLocalStorage<Socket[]>();

/**
 * Makes a connection, and hangs up what was opened for it when it fails or the signal aborts. The driver keeps a socket on which no
 * greeting came open for ever, and with it the process; it cannot be asked for that socket.
 */
export async function withOwnSockets<T>(ended: AbortSignal, connect: () => Promise<T>): Promise<T> {
  const sockets: Socket[] = [];
  const hangUp = () => {
    for (const socket of sockets) socket.destroy();
  };
  subscribe('net.client.socket', noteSocket);
  ended.addEventListener('abort', hangUp, { once: true });
  try {
    const connection = await asking.run(sockets, connect);
    ended.throwIfAborted();
    return connection;
  } catch (thrown) {
    hangUp();
    throw ended.aborted ? ended.reason : thrown;
  } finally {
    ended.removeEventListener('abort', hangUp);
    unsubscribe('net.client.socket', noteSocket);
  }
}

function noteSocket(message: unknown): void {
  asking.getStore()?.push((message as { readonly socket: Socket }).socket);
}
