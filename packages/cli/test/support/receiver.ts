import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach } from 'vitest';

/** A loopback server in the place of whoever is told. It answers 204 until a test wants another status. */
export function receiver() {
  const state = { port: 0, status: 204, bodies: [] as string[] };
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += String(part);
    state.bodies.push(body);
    response.writeHead(state.status).end();
  });
  beforeEach(async () => {
    Object.assign(state, { status: 204, bodies: [] });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    state.port = (server.address() as AddressInfo).port;
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return {
    state,
    url: () => `http://127.0.0.1:${state.port}/hook`,
    /** What was posted so far. */
    posted: () =>
      state.bodies.map((body) => JSON.parse(body) as { id: string; type: string; data: Record<string, unknown> }),
  };
}
