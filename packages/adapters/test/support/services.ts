import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** Where the servers are that some tests want on loopback. */
export const servicePorts = { redis: 6379, nats: 4222 } as const;

/**
 * Whether a server is there. One that is not says so loudly, and its tests are skipped; with INGEST_REQUIRE_SERVICES=1 they fail
 * instead.
 */
export async function hasService(name: keyof typeof servicePorts): Promise<boolean> {
  const port = servicePorts[name];
  const socket = connect({ host: '127.0.0.1', port });
  const isThere = await once(socket, 'connect').then(
    () => true,
    () => false,
  );
  socket.destroy();
  if (isThere) return true;
  const words = `no ${name} on 127.0.0.1:${port}`;
  if (process.env.INGEST_REQUIRE_SERVICES === '1') throw new Error(`${words}, and INGEST_REQUIRE_SERVICES is set`);
  console.warn(`SKIPPED: ${words}; its tests did not run`);
  return false;
}

/** Stands before a server, passes on what comes, and can be told to behave like one that is in trouble. */
export interface Gate {
  readonly port: number;
  /** Passes everything on: the server as it is. */
  open(): Promise<void>;
  /** Connections are made, and nothing passes any more, on old ones neither. */
  hang(): void;
  /** Nobody listens, and every connection is broken off. */
  shut(): Promise<void>;
  /** How many connections pass through it now. */
  readonly connections: number;
}

/** `target`: the port of the server on loopback. */
export async function startGate(target: number): Promise<Gate> {
  let isHanging = false;
  const pairs = new Map<Socket, Socket>();
  const server = createServer((inner) => {
    const outer = connect({ host: '127.0.0.1', port: target });
    pairs.set(inner, outer);
    const end = () => {
      pairs.delete(inner);
      inner.destroy();
      outer.destroy();
    };
    for (const socket of [inner, outer]) socket.on('error', end).on('close', end);
    inner.on('data', (chunk) => isHanging || outer.write(chunk));
    outer.on('data', (chunk) => isHanging || inner.write(chunk));
  });
  const listen = async (port: number) => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  };
  const port = await listen(0);
  return {
    port,
    async open() {
      isHanging = false;
      if (!server.listening) await listen(port);
    },
    hang() {
      isHanging = true;
    },
    async shut() {
      const closed = server.listening ? once(server, 'close') : Promise.resolve();
      server.close();
      for (const inner of [...pairs.keys()]) inner.destroy();
      await closed;
    },
    get connections() {
      return pairs.size;
    },
  };
}
