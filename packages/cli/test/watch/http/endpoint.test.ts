import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { type Clock, systemClock } from '@ingest/core';
import { manualClock } from '@ingest/core/testing';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { accessOf } from '../../../src/watch/http/access.js';
import { parseAddress } from '../../../src/watch/http/address.js';
import { jsonAnswer } from '../../../src/watch/http/answer.js';
import { type Bounds, type Endpoint, openEndpoint } from '../../../src/watch/http/endpoint.js';
import type { Handle } from '../../../src/watch/http/routes.js';
import { freePort } from '../../support/ports.js';

const opened: Endpoint[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((endpoint) => endpoint.close()));
});

async function endpointOf(handle?: Handle, clock: Pick<Clock, 'after'> = systemClock(), bounds: Partial<Bounds> = {}) {
  const port = await freePort();
  const address = parseAddress(String(port));
  const endpoint = await openEndpoint(address, accessOf(address, null), clock, bounds);
  opened.push(endpoint);
  if (handle !== undefined) endpoint.serve(handle);
  return { endpoint, port, url: `http://127.0.0.1:${port}` };
}

const echo: Handle = async ({ path, query }) => jsonAnswer(200, { path, query: [...query] });

/** What comes back for bytes that are sent as they are. */
async function raw(port: number, text: string): Promise<string> {
  const socket = connect({ port, host: '127.0.0.1' });
  socket.end(text);
  let had = '';
  socket.setEncoding('utf8').on('data', (part: string) => {
    had += part;
  });
  socket.on('error', () => {});
  await once(socket, 'close');
  return had;
}

describe('the endpoint', () => {
  it('is not ready before there is something to show', async () => {
    const { url } = await endpointOf();
    const { status } = await fetch(`${url}/healthz`);
    expect(status).toBe(503);
  });

  it('hands over path and query, and answers with headers that keep it to itself', async () => {
    const { url } = await endpointOf(echo);
    const response = await fetch(`${url}/api/items?ticker=BRK.B&search=a%20b`);
    expect(await response.json()).toEqual({
      path: '/api/items',
      query: [
        ['ticker', 'BRK.B'],
        ['search', 'a b'],
      ],
    });
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
    });
    expect(response.headers.has('access-control-allow-origin')).toBe(false);
    expect(response.headers.has('x-powered-by')).toBe(false);
  });

  it('answers HEAD without a body, with its length', async () => {
    const { url } = await endpointOf(echo);
    const response = await fetch(`${url}/x`, { method: 'HEAD' });
    expect([response.status, await response.text()]).toEqual([200, '']);
    expect(Number(response.headers.get('content-length'))).toBeGreaterThan(0);
  });

  it('refuses another method, reads no body and ends the connection', async () => {
    const { url } = await endpointOf(echo);
    const response = await fetch(`${url}/x`, { method: 'POST', body: 'x'.repeat(100_000) });
    expect([response.status, response.headers.get('connection')]).toEqual([405, 'close']);
  });

  it('refuses a name that is pointed here, and a request without one', async () => {
    const { port } = await endpointOf(echo);
    expect(await raw(port, 'GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n')).toMatch(/^HTTP\/1.1 421 /);
    expect(await raw(port, 'GET / HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1.1 421 /);
  });

  it('bounds the head of a request, and outlives what is no request', async () => {
    const { port, url } = await endpointOf(echo);
    expect(await raw(port, `GET /${'x'.repeat(10_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`)).toMatch(
      /^HTTP\/1.1 431 /,
    );
    expect(await raw(port, 'no request at all\r\n\r\n')).toMatch(/^HTTP\/1.1 400 /);
    expect((await fetch(url)).status).toBe(200);
  });

  it('says so when an answer takes too long', async () => {
    const clock = manualClock(0);
    let isAsked = false;
    const { url } = await endpointOf(() => {
      isAsked = true;
      return new Promise(() => {});
    }, clock);
    const asked = fetch(url);
    await vi.waitFor(() => expect(isAsked).toBe(true));
    await clock.advance(9_000);
    expect((await asked).status).toBe(503);
    expect(clock.pending).toBe(0);
  });

  it('outlives a request that meets a bug', async () => {
    const { url } = await endpointOf(async ({ path }) => {
      if (path === '/bug') throw new TypeError('not thought of');
      return jsonAnswer(200, 'fine');
    });
    await expect(fetch(`${url}/bug`)).rejects.toThrow();
    expect((await fetch(url)).status).toBe(200);
  });

  it('ends a connection whose request never comes to its end', async () => {
    const { port } = await endpointOf(echo, systemClock(), { timeoutMs: 300 });
    const socket = connect({ port, host: '127.0.0.1' }).on('error', () => {});
    socket.write('GET / HTTP/1.1\r\nx-drop: ');
    const dripping = setInterval(() => socket.write('.'), 50);
    onTestFinished(() => clearInterval(dripping));
    const at = performance.now();
    socket.resume();
    await once(socket, 'close');
    expect(performance.now() - at).toBeLessThan(3000);
  });

  it('names the address that is taken', async () => {
    const { port } = await endpointOf();
    const address = parseAddress(`127.0.0.1:${port}`);
    await expect(openEndpoint(address, accessOf(address, null), systemClock())).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: `--http: cannot listen on 127.0.0.1:${port}: another program listens there`,
    });
  });

  it('closes with connections that are kept alive, and with one that never says anything', async () => {
    const { endpoint, port } = await endpointOf(echo);
    const agent = new Agent({ keepAlive: true });
    const [response] = (await once(request({ agent, port, host: '127.0.0.1' }).end(), 'response')) as [IncomingMessage];
    response.resume();
    await once(response, 'end');
    const silent = connect({ port, host: '127.0.0.1' });
    await once(silent, 'connect');
    const at = performance.now();
    await endpoint.close();
    expect(performance.now() - at).toBeLessThan(3000);
    agent.destroy();
    silent.destroy();
    await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow();
  });

  it('closes although an answer is never ready, and lets one end that soon is', async () => {
    let finish = () => {};
    const soon = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const asked: string[] = [];
    const { endpoint, url } = await endpointOf(async ({ path }) => {
      asked.push(path);
      if (path === '/never') await new Promise(() => {});
      await soon;
      return jsonAnswer(200, 'ready');
    });
    const never = fetch(`${url}/never`).catch(() => 'broken off');
    const ready = fetch(`${url}/soon`);
    await vi.waitFor(() => expect(asked).toHaveLength(2));
    const closed = endpoint.close();
    finish();
    const response = await ready;
    expect([response.status, response.headers.get('connection')]).toEqual([200, 'close']);
    await closed;
    expect(await never).toBe('broken off');
  });
});
