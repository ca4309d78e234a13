import { describe, expect, test } from 'vitest';
import { type GetRequest, get } from '../../src/http/get.js';
import { failureOf } from '../support/ask.js';

function requestTo(answer: () => Response, more: Partial<GetRequest<string>> = {}): GetRequest<string> {
  return {
    source: 'wire',
    url: new URL('https://news.example/feed'),
    headers: {},
    signal: new AbortController().signal,
    now: 0,
    redact: (text) => text,
    fetch: async () => answer(),
    read: (_, bytes) => `read ${bytes.length}`,
    ...more,
  };
}
const notModified = () => new Response(null, { status: 304 });

describe('get', () => {
  test('hands the bytes of a good answer on, also those that are no text', async () => {
    expect(await get(requestTo(() => new Response(new Uint8Array([0xff, 0xfe]))))).toBe('read 2');
  });

  test('takes a 304 for an answer only of who asked with a condition', async () => {
    expect(await get(requestTo(notModified, { unchanged: () => 'unchanged' }))).toBe('unchanged');
    expect(await failureOf(get(requestTo(notModified)))).toMatchObject({ code: 'EMPTY_RESPONSE' });
  });

  test('tells the headers of whatever answer there is', async () => {
    const seen: (string | null)[] = [];
    const onHeaders = (headers: Headers) => void seen.push(headers.get('x-left'));
    const refusing = () => new Response('', { status: 500, headers: { 'x-left': '7' } });
    await failureOf(get(requestTo(refusing, { onHeaders })));
    expect(seen).toEqual(['7']);
  });

  test('takes what breaks on the way for the network’s fault, and a bug of whoever reads for no such thing', async () => {
    const bug = new TypeError('no reader');
    const breaks = () => {
      throw bug;
    };
    const answer = () => new Response('x');
    expect(await failureOf(get(requestTo(answer, { fetch: breaks })))).toMatchObject({ code: 'NETWORK' });
    await expect(get(requestTo(answer, { read: breaks }))).rejects.toBe(bug);
    await expect(get(requestTo(answer, { onHeaders: breaks }))).rejects.toBe(bug);
    await expect(get(requestTo(notModified, { unchanged: breaks }))).rejects.toBe(bug);
  });

  test('rejects with the reason of its signal, before and after', async () => {
    const controller = new AbortController();
    const request = requestTo(() => new Response('x'), { signal: controller.signal });
    const fetch = async () => {
      controller.abort(new Error('stopped'));
      return new Response('x');
    };
    await expect(get({ ...request, fetch })).rejects.toThrow('stopped');
    await expect(get(request)).rejects.toThrow('stopped');
  });
});
