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
   * Breaks a connection off when clients have sent these texts, one after the other: before the server has the last one, or
   * once the server has answered it; then nobody listens any more, if it is for good.
   */
  cutAt(texts: string | readonly string[], when: 'before' | 'after' | 'after, for good'): void;
  /** Whether it still waits for the texts of {@link PostgresProxy.cutAt}. */
  readonly isArmed: boolean;
  /** From now on each answer of the server comes so much later, in milliseconds. */
  delay(ms: number): void;
  /** Nobody listens until {@link PostgresProxy.accept}. */
  refuse(): Promise<void>;
  accept(): Promise<void>;
}

/** Ends with the test. `tls`: answers for the server with this certificate; without, it says that there is no TLS. */
export async function startProxy({ tls }: { readonly tls?: SecureContextOptions } = {}): Promise<PostgresProxy> {
  const { hostname, port: target } = new URL(serverUrl);
  const pairs = new Map<Socket, Socket>();
  let trap: { readonly texts: readonly string[]; readonly when: Parameters<PostgresProxy['cutAt']>[1] } | null = null;
  let delayMs = 0;
  const prepared = new Map<string, string>();

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
      const when = sprungBy(chunk);
      if (when === 'after, for good') {
        server.close();
        for (const [inner, other] of pairs) if (inner !== socket) other.destroy();
      }
      if (when === 'before') return end();
      isDoomed ||= when !== null;
      outer.write(chunk);
    });
    outer.on('data', (chunk) => {
      if (isDoomed) end();
      else if (delayMs === 0) client.write(chunk);
      else setTimeout(() => client.writable && client.write(chunk), delayMs);
    });
  }

  function sprungBy(chunk: Buffer): Exclude<typeof trap, null>['when'] | null {
    const sent = said(chunk);
    if (trap === null) return null;
    const left = trap.texts.findIndex((text) => !sent.includes(text));
    const { texts, when } = trap;
    trap = left < 0 ? null : { texts: texts.slice(left), when };
    return left < 0 ? when : null;
  }

  /** What a client sends, with the texts of the prepared statements that it only names. */
  function said(chunk: Buffer): string {
    const sent = chunk.toString('latin1');
    for (const [, name = '', text = ''] of sent.matchAll(/(ingest_[0-9a-f]{24})\0([^\0]+)\0/g))
      prepared.set(name, text);
    const named = [...sent.matchAll(/ingest_[0-9a-f]{24}/g)].map(([name]) => prepared.get(name) ?? '');
    return [sent, ...named].join('\n');
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
    cutAt(texts, when) {
      trap = { texts: [texts].flat(), when };
    },
    get isArmed() {
      return trap !== null;
    },
    delay(ms) {
      delayMs = ms;
    },
    async refuse() {
      const closed = server.listening ? once(server, 'close') : null;
      server.close();
      cut();
      await closed;
    },
    async accept() {
      await listen(port);
    },
  };
}
