import { once } from 'node:events';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { afterEach, beforeEach } from 'vitest';

/** Another host: it answers everybody, and whoever connects to it is counted. */
export function strangers() {
  const state = { url: '', connections: 0 };
  const server = createServer((_, response) => response.end('[]'));
  server.on('connection', () => {
    state.connections += 1;
  });
  beforeEach(async () => {
    state.connections = 0;
    state.url = `http://127.0.0.1:${await listen(server)}`;
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return state;
}

/** A server with a certificate that must not be trusted, for the time that `use` takes. */
export async function withCertificate(
  tls: { readonly key: string; readonly cert: string },
  use: (server: { readonly url: string; readonly connections: number; readonly requests: number }) => Promise<void>,
): Promise<void> {
  const seen = { url: '', connections: 0, requests: 0 };
  const server = createTlsServer(tls, (_, response) => {
    seen.requests += 1;
    response.end('[]');
  });
  server.on('connection', () => {
    seen.connections += 1;
  });
  seen.url = `https://127.0.0.1:${await listen(server)}`;
  try {
    await use(seen);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}
