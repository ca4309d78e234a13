import { getEventListeners } from 'node:events';
import { redactor } from '@ingest/core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type PostRequest, post } from '../../src/http/post.js';
import {
  type Behaviour,
  body,
  drip,
  hang,
  hangWithinBody,
  hugeBody,
  redirect,
  refusingUrl,
  resetBeforeHeaders,
  resetWithinBody,
  truncate,
} from '../support/provider-server.js';
import { now, type Receiver, sinkFailureOf, startReceiver } from '../support/receiver.js';

let receiver: Receiver;
beforeEach(async () => {
  receiver = await startReceiver();
});
afterEach(() => receiver.close());

function requestTo(url: string, fields: Partial<PostRequest> = {}): PostRequest {
  return {
    sink: 'hook',
    url: new URL(url),
    headers: { 'content-type': 'text/plain', 'x-a': '1' },
    body: 'a body',
    signal: new AbortController().signal,
    now,
    fetch,
    redact: (text) => text,
    ...fields,
  };
}
const postTo = (path = '/hook', fields?: Partial<PostRequest>) => post(requestTo(receiver.url + path, fields));
const answering = (...behaviours: [Behaviour, ...Behaviour[]]) => receiver.answer(...behaviours);
const plain = (status: number, text = '', headers: Record<string, string> = {}) => body(text, { status, headers });

describe('post', () => {
  test('sends one request with headers and body', async () => {
    await postTo('/hook?token=abc');
    expect(receiver.requests).toMatchObject([{ method: 'POST', url: { pathname: '/hook', search: '?token=abc' } }]);
    expect(receiver.received).toMatchObject([
      { body: 'a body', headers: { 'content-type': 'text/plain', 'x-a': '1', 'content-length': '6' } },
    ]);
  });

  test.each([200, 201, 202, 204, 299])('is content with %i', async (status) => {
    answering(plain(status));
    await postTo();
    expect(receiver.received).toHaveLength(1);
  });

  test.each([
    ...[408, 409, 425, 429, 500, 502, 503, 599].map((status) => [status, 'SINK_UNAVAILABLE'] as const),
    ...[400, 401, 403, 404, 405, 413, 422, 451].map((status) => [status, 'SINK_REJECTED'] as const),
    [410, 'SINK_GONE'] as const,
  ])('sends once and takes %i for %s', async (status, code) => {
    answering(plain(status, 'so it is'));
    const failure = await sinkFailureOf(postTo());
    expect(failure).toMatchObject({ code, status, sink: 'hook' });
    expect(failure.message).toMatch(
      new RegExp(`^hook: POST 127\\.0\\.0\\.1:\\d+/hook answered ${status}.*: so it is$`),
    );
    expect(receiver.received).toHaveLength(1);
  });

  test.each([301, 302, 303, 307, 308])('follows no redirect (%i), to nobody', async (status) => {
    answering(redirect(status, `${receiver.url}/elsewhere?secret=1`), plain(204));
    const failure = await sinkFailureOf(postTo());
    expect(failure).toMatchObject({ code: 'SINK_UNAVAILABLE', status });
    expect(failure.message).toMatch(/was redirected \(\d+\); redirects are not followed$/);
    expect(receiver.requests.map(({ url }) => url.pathname)).toEqual(['/hook']);
  });

  test.each([
    ['resets the connection', resetBeforeHeaders(), /failed: the connection was (?:reset|closed)/],
    ['resets it within its reply', resetWithinBody(), /failed: .+/],
    ['sends less of a reply than it said', truncate('thanks'), /failed: .+/],
    ['never ends its reply', hugeBody(1_000_000_000, () => undefined), /answered 200 with a reply that does not end/],
  ])('takes a receiver that %s for unavailable', async (_, behaviour, words) => {
    answering(behaviour);
    const failure = await sinkFailureOf(postTo());
    expect(failure.code).toBe('SINK_UNAVAILABLE');
    expect(failure.message).toMatch(words);
    expect(receiver.received).toHaveLength(1);
    await receiver.connectionsClosed();
  });

  test('takes a host that nobody answers at for unavailable', async () => {
    const failure = await sinkFailureOf(post(requestTo(`${await refusingUrl()}/hook`)));
    expect(failure).toMatchObject({ code: 'SINK_UNAVAILABLE', status: undefined });
    expect(failure.message).toContain('the connection was refused (ECONNREFUSED)');
  });

  test.each([500, 410])('reads 64 kB and no more of a reply, and goes by its status (%i)', async (status) => {
    let sent = 0;
    const huge = hugeBody(
      1_000_000_000,
      (bytes) => {
        sent += bytes;
      },
      status,
    );
    answering(huge);
    expect((await sinkFailureOf(postTo())).status).toBe(status);
    await receiver.connectionsClosed();
    expect(sent).toBeLessThan(20_000_000);
  });

  test('goes by the status of a failure also when the rest of the reply breaks off', async () => {
    answering((request, response) => {
      response.writeHead(410);
      response.write('gone', () => setImmediate(() => request.socket.resetAndDestroy()));
    });
    expect(await sinkFailureOf(postTo())).toMatchObject({ code: 'SINK_GONE' });
  });

  test.each([
    ['hangs', hang()],
    ['hangs within its reply', hangWithinBody('thanks')],
    ['drips', drip()],
  ])('ends at once with the reason of its signal when a receiver %s', async (_, behaviour) => {
    answering(behaviour);
    const controller = new AbortController();
    const posting = postTo('/hook', { signal: controller.signal });
    await receiver.seen(1);
    setTimeout(() => controller.abort('time is over'), 50);
    await expect(posting).rejects.toBe('time is over');
    expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
    await receiver.connectionsClosed();
  });

  test('sends nothing once it was stopped', async () => {
    await expect(postTo('/hook', { signal: AbortSignal.abort('stopped') })).rejects.toBe('stopped');
    expect(receiver.requests).toEqual([]);
  });

  test.each([
    [429, '120', now + 120_000],
    [503, new Date(now + 60_000).toUTCString(), now + 60_000],
    [503, 'soon', undefined],
    [400, '120', undefined],
  ])('hears with %i when to come back: %s', async (status, retryAfter, retryAt) => {
    answering(plain(status, '', { 'retry-after': retryAfter }));
    expect((await sinkFailureOf(postTo())).retryAt).toBe(retryAt);
  });

  test('names host and path, and nothing else of a url', async () => {
    answering(plain(500));
    const { message } = await sinkFailureOf(postTo('/a/hook?token=hunter22#part'));
    expect(message).toBe(`hook: POST ${new URL(receiver.url).host}/a/hook answered 500`);
  });

  test('quotes 200 characters of a reply, as one line of plain text and without secrets', async () => {
    const text = `<html><body><h1>Not now, hunter22</h1>\n<p>${'so '.repeat(500)}</p></body></html>`;
    answering(plain(500, text));
    const { message } = await sinkFailureOf(postTo('/hook', { redact: redactor(['hunter22']) }));
    const [, quoted = ''] = message.split('answered 500: ');
    expect(quoted).toMatch(/^Not now, \*\*\* so so .*…$/);
    expect(quoted.length).toBeLessThanOrEqual(200);
    expect(message).not.toContain('\n');
  });

  test('quotes no part of a secret either, where the quotation ends in it', async () => {
    answering(plain(500, `${'x'.repeat(190)} hunter22hunter22`));
    const { message } = await sinkFailureOf(postTo('/hook', { redact: redactor(['hunter22hunter22']) }));
    expect(message).toMatch(/x \*\*\*$/);
  });

  test('takes what a fetch throws for unavailable, and keeps it as the cause', async () => {
    const cause = new TypeError('fetch failed');
    const failing = () => Promise.reject(cause);
    const failure = await sinkFailureOf(postTo('/hook', { fetch: failing }));
    expect(failure).toMatchObject({ code: 'SINK_UNAVAILABLE', cause });
  });
});
