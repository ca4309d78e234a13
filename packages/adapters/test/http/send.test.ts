import { expect, test } from 'vitest';
import { discard, isRedirect, send, userAgent } from '../../src/http/send.js';

const url = new URL('https://news.example/list');

test.each(['GET', 'POST'] as const)('a %s is sent once, as plain data, and introduces itself', async (method) => {
  const calls: unknown[][] = [];
  const { signal } = new AbortController();
  const fetch = async (...call: unknown[]) => {
    calls.push(call);
    return new Response('', { status: 503, headers: { 'retry-after': '0' } });
  };
  const response = await send({ method, url, headers: { 'x-a': '1' }, body: '{}', signal, fetch });
  expect(response.status).toBe(503);
  const headers = { 'user-agent': userAgent, 'x-a': '1' };
  expect(calls).toEqual([[url.href, { method, headers, body: '{}', redirect: 'manual', signal }]]);
});

test('a request without a body has none', async () => {
  const fetch = async (_: unknown, init?: RequestInit) => Response.json(Object.keys(init ?? {}));
  const response = await send({ method: 'GET', url, headers: {}, signal: new AbortController().signal, fetch });
  expect(await response.json()).toEqual(['method', 'headers', 'redirect', 'signal']);
});

test('an abort ends it at once, also when the fetch does not look at its signal', async () => {
  const controller = new AbortController();
  const sending = send({
    method: 'GET',
    url,
    headers: {},
    signal: controller.signal,
    fetch: () => new Promise(() => undefined),
  });
  controller.abort('over');
  await expect(sending).rejects.toBe('over');
});

test('a redirect is seen by its status, and where the platform hides that by its type', () => {
  const opaque = new Response(null);
  Object.defineProperty(opaque, 'type', { value: 'opaqueredirect' });
  expect(isRedirect(opaque)).toBe(true);
  const statuses = [200, 204, 300, 301, 303, 304, 307, 308, 399, 400];
  const redirects = statuses.filter((status) => isRedirect(new Response(null, { status })));
  expect(redirects).toEqual([300, 301, 303, 307, 308, 399]);
});

test('a body that nobody reads is cancelled', async () => {
  await new Promise<void>((cancelled) => {
    discard(new Response(new ReadableStream({ cancel: () => cancelled() })));
  });
});
