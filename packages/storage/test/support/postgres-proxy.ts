import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { type SecureContextOptions, TLSSocket } from 'node:tls';
import { onTestFinished } from 'vitest';
import { serverUrl, urlOf } from './postgres.js';

/** Stands before the server, passes on what comes, and can be told to behave like a network in trouble. */
export interface PostgresProxy {
  /** The url of a store behind it. */
  url(schema: string): string;
  /** Breaks every connection off, as a server that restarts does. */
  cut(): void;
  /**
   * Breaks a connection off when the client sends this text: before the server has it, or once the server
   * has answered; then nobody listens any more, if it is for good.
   */
  cutAt(text: string, when: 'before' | 'after' | 'after, for good'): void;
  /** Nobody listens until {@link PostgresProxy.accept}. */
  refuse(): Promise<void>;
  accept(): Promise<void>;
}

/** Ends with the test. `tls`: answers for the server with this certificate; without, it says that there is no TLS. */
export async function startProxy({ tls }: { readonly tls?: SecureContextOptions } = {}): Promise<PostgresProxy> {
  const { hostname, port: target } = new URL(serverUrl);
  const pairs = new Map<Socket, Socket>();
  let trap: { readonly text: string; readonly when: Parameters<PostgresProxy['cutAt']>[1] } | null = null;

  function join(socket: Socket, client: Socket): void {
    const outer = connect({ host: hostname, port: Number(target) });
    pairs.set(socket, outer);
    let isDoomed = false;
    const end = () => {
      pairs.delete(socket);
      socket.destroy();
      outer.destroy();
    };
    for (const one of [socket, client, outer]) one.on('error', end).on('close', end);
    client.on('data', (chunk) => {
      if (trap !== null && chunk.includes(trap.text)) {
        const { when } = trap;
        trap = null;
        if (when === 'before') return end();
        isDoomed = true;
        if (when === 'after, for good') server.close();
      }
      outer.write(chunk);
    });
    outer.on('data', (chunk) => (isDoomed ? end() : client.write(chunk)));
  }

  const server = createServer((socket) => {
    socket.once('data', (first) => {
      // SSLRequest: eight bytes, the last four a number that no version of the protocol has.
      if (first.length === 8 && first.readInt32BE(4) === 80877103) {
        socket.write(tls === undefined ? 'N' : 'S');
        if (tls !== undefined) join(socket, new TLSSocket(socket, { isServer: true, ...tls }));
        else socket.once('data', (next) => passOn(socket, next));
      } else passOn(socket, first);
    });
    socket.on('error', () => {});
  });
  function passOn(socket: Socket, first: Buffer): void {
    join(socket, socket);
    socket.emit('data', first);
  }

  const cut = () => {
    for (const [inner, outer] of pairs) for (const one of [inner, outer]) one.destroy();
    pairs.clear();
  };
  const listen = async (port: number) => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  };
  const port = await listen(0);
  onTestFinished(() => {
    cut();
    server.close();
  });
  return {
    url(schema) {
      const url = new URL(urlOf(schema));
      url.hostname = '127.0.0.1';
      url.port = String(port);
      return url.href;
    },
    cut,
    cutAt(text, when) {
      trap = { text, when };
    },
    async refuse() {
      const closed = once(server, 'close');
      server.close();
      cut();
      await closed;
    },
    async accept() {
      await listen(port);
    },
  };
}
