import { describe, expect, test } from 'vitest';
import { getJson, type JsonRequest } from '../../src/http/client.js';
import { userAgent } from '../../src/http/send.js';
import { failureOf } from '../support/ask.js';

const isObject = (body: unknown): body is object => typeof body === 'object' && body !== null;

function requestTo(fetch: typeof globalThis.fetch, more: Partial<JsonRequest<object>> = {}): JsonRequest<object> {
  return {
    source: 'tiingo',
    url: new URL('https://news.example/list?tickers=qndl'),
    headers: { 'x-key': 'k' },
    signal: new AbortController().signal,
    now: 0,
    redact: (text) => text,
    accepts: isObject,
    fetch,
    ...more,
  };
}

describe('getJson', () => {
  test('calls the fetch it was given once, with plain data and the signal itself', async () => {
    const calls: unknown[][] = [];
    const request = requestTo(async (...call) => {
      calls.push(call);
      return Response.json({ a: 1 });
    });
    expect(await getJson(request)).toEqual({ a: 1 });
    expect(calls).toEqual([
      [
        'https://news.example/list?tickers=qndl',
        {
          method: 'GET',
          headers: { accept: 'application/json', 'user-agent': userAgent, 'x-key': 'k' },
          redirect: 'manual',
          signal: request.signal,
        },
      ],
    ]);
  });

  test('retries nothing, not even what ky would', async () => {
    let calls = 0;
    const fetch = async () => {
      calls += 1;
      return new Response('', { status: 503, headers: { 'retry-after': '0' } });
    };
    expect(await failureOf(getJson(requestTo(fetch)))).toMatchObject({ code: 'SERVER_ERROR' });
    expect(calls).toBe(1);
  });

  test('sees a redirect also where the platform hides its status', async () => {
    const response = new Response(null, { status: 204 });
    Object.defineProperty(response, 'type', { value: 'opaqueredirect' });
    const failure = await failureOf(getJson(requestTo(async () => response)));
    expect(failure).toMatchObject({ code: 'NETWORK', permanent: true });
  });

  test('says of an answer that it was not modified, which is no redirect', async () => {
    const failure = await failureOf(getJson(requestTo(async () => new Response(null, { status: 304 }))));
    expect(failure).toMatchObject({
      code: 'EMPTY_RESPONSE',
      message: 'tiingo: GET news.example/list answered 304 (not modified), and sent no body',
    });
  });

  test('takes a part for no whole, since it asked for none', async () => {
    const failure = await failureOf(getJson(requestTo(async () => new Response('[]', { status: 206 }))));
    expect(failure).toMatchObject({
      code: 'MALFORMED_RESPONSE',
      message: 'tiingo: GET news.example/list answered 206 (a part), though the whole was asked for',
    });
  });

  test('redacts a body before it is parsed, and once more what escapes had hidden', async () => {
    const redact = (text: string) => text.replaceAll('ab/cd12', '***');
    const bodies = ['{"a":"ab/cd12"}', '{"a":"ab\\/cd12"}', '{"a":"\\u0061b/cd1\\u0032"}'];
    for (const body of bodies) {
      expect(await getJson(requestTo(async () => new Response(body), { redact }))).toEqual({ a: '***' });
    }
  });

  test('cancels an answer that comes after the signal aborted', async () => {
    const controller = new AbortController();
    let answer: (response: Response) => void = () => undefined;
    const fetch = () =>
      new Promise<Response>((resolve) => {
        answer = resolve;
      });
    const asking = getJson(requestTo(fetch, { signal: controller.signal }));
    controller.abort('over');
    await expect(asking).rejects.toBe('over');
    await new Promise<void>((cancelled) => {
      answer(new Response(new ReadableStream({ cancel: () => cancelled() })));
    });
  });

  test('leaves no listener on the signal behind', async () => {
    const { signal } = new AbortController();
    let open = 0;
    const count = (change: number, method: 'addEventListener' | 'removeEventListener') => {
      const original = signal[method].bind(signal) as (...call: unknown[]) => void;
      Object.defineProperty(signal, method, {
        value: (...call: unknown[]) => {
          open += change;
          original(...call);
        },
      });
    };
    count(1, 'addEventListener');
    count(-1, 'removeEventListener');
    await getJson(requestTo(async () => Response.json({}), { signal }));
    expect(open).toBe(0);
  });
});
