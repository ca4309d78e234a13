import { createHash } from 'node:crypto';
import { getEventListeners } from 'node:events';
import { manualClock } from '@ingest/core/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { userAgent } from '../../../src/http/send.js';
import { createWebhookSink, type WebhookSinkOptions } from '../../../src/sinks/webhook/index.js';
import { body, drip, hang, hangWithinBody, refusingUrl } from '../../support/provider-server.js';
import {
  deliveryContext,
  messageOf,
  now,
  type Receiver,
  sinkFailureOf,
  startReceiver,
} from '../../support/receiver.js';

let receiver: Receiver;
beforeEach(async () => {
  receiver = await startReceiver();
});
afterEach(() => receiver.close());

const sinkAt = (path = '/hook', options: Partial<WebhookSinkOptions> = {}) =>
  createWebhookSink({ url: receiver.url + path, ...options });

describe('a webhook', () => {
  test('posts a message as a CloudEvent, and says who sends it', async () => {
    await sinkAt().deliver(messageOf(), deliveryContext());
    const [request] = receiver.received;
    expect(request?.headers).toMatchObject({
      'content-type': 'application/cloudevents+json',
      'user-agent': userAgent,
      'webhook-id': messageOf().eventId,
      'webhook-timestamp': String(now / 1000),
    });
    expect(request?.headers).not.toHaveProperty('webhook-signature');
    expect(JSON.parse(request?.body ?? '')).toMatchObject({ id: messageOf().eventId, data: messageOf() });
  });

  test('signs with the time of the try: the same id and body, another signature', async () => {
    receiver.answer(body('', { status: 500 }), body('', { status: 500 }), body('', { status: 204 }));
    const sink = sinkAt('/hook', { secret: 'a secret' });
    for (const attempt of [1, 2])
      await sinkFailureOf(sink.deliver(messageOf(), deliveryContext({ attempt, now: now + attempt * 5000 })));
    await sink.deliver(messageOf(), deliveryContext({ attempt: 3, now: now + 15_000 }));
    const seen = (header: string) => new Set(receiver.received.map(({ headers }) => headers[header])).size;
    expect([seen('webhook-id'), seen('webhook-timestamp'), seen('webhook-signature')]).toEqual([1, 3, 3]);
    expect(new Set(receiver.received.map((request) => request.body)).size).toBe(1);
  });

  test('sends its headers along, and cannot be made to sign wrongly by them', async () => {
    await sinkAt('/hook', { headers: { 'X-Tenant': 'desk', 'User-Agent': 'mine' } }).deliver(
      messageOf(),
      deliveryContext(),
    );
    expect(receiver.received[0]?.headers).toMatchObject({ 'x-tenant': 'desk', 'user-agent': 'mine' });
    expect(() => sinkAt('/hook', { headers: { 'WEBHOOK-signature': 'v1,x' } })).toThrow('headers.WEBHOOK-signature');
  });

  test('sends a user and password of its url as a header, and the query as it is', async () => {
    const url = new URL(`${receiver.url}/hook?a=1%202`);
    url.username = 'user01';
    url.password = 'p@ss';
    await createWebhookSink({ url: url.href }).deliver(messageOf(), deliveryContext());
    expect(receiver.received[0]?.headers.authorization).toBe(`Basic ${Buffer.from('user01:p@ss').toString('base64')}`);
    expect(receiver.requests[0]?.url.search).toBe('?a=1%202');
  });

  test('is called by a hash of its url, which it does not show', () => {
    const hash = createHash('sha256').update(`${receiver.url}/hook`).digest('hex').slice(0, 8);
    expect(sinkAt().name).toBe(`webhook-${hash}`);
    expect(sinkAt('/hook', { name: 'desk' }).name).toBe('desk');
  });

  test.each([
    ['hangs', hang()],
    ['hangs within its reply', hangWithinBody('thanks')],
    ['drips', drip()],
  ])('gives a receiver that %s no more than its time', async (_, behaviour) => {
    receiver.answer(behaviour);
    const context = deliveryContext();
    const failure = await sinkFailureOf(sinkAt('/hook', { timeoutMs: 80, name: 'desk' }).deliver(messageOf(), context));
    expect(failure).toMatchObject({ code: 'SINK_UNAVAILABLE', message: 'desk: no whole answer within 80 ms' });
    expect(getEventListeners(context.signal, 'abort')).toEqual([]);
    await receiver.connectionsClosed();
  });

  test('ends when it is told to, with the reason that it is given', async () => {
    receiver.answer(hang());
    const controller = new AbortController();
    const delivering = sinkAt().deliver(messageOf(), deliveryContext({ signal: controller.signal }));
    await receiver.seen(1);
    controller.abort('stopped');
    await expect(delivering).rejects.toBe('stopped');
    await receiver.connectionsClosed();
  });

  test('lets no secret of its own into a message, though the receiver repeats all of them', async () => {
    const url = new URL(`${receiver.url}/T0AB12CD34?sig=signature-1`);
    url.password = 'hunter22';
    const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
    const headers = { 'x-token': 'header-value-1' };
    const told = [url.href, 'hunter22', 'signature-1', 'T0AB12CD34', secret, secret.slice(6), 'header-value-1'];
    receiver.answer(body(`no: ${told.join(' ')}`, { status: 400 }));
    const sink = createWebhookSink({ url: url.href, secret, headers, name: 'desk' });
    const { message } = await sinkFailureOf(sink.deliver(messageOf(), deliveryContext()));
    expect(message).toMatch(/^desk: POST 127\.0\.0\.1:\d+\/\*\*\* answered 400: no: \*\*\*/);
    for (const text of told) expect(message).not.toContain(text);
  });

  test('takes out what it is told to as well', async () => {
    receiver.answer(body('another-secret', { status: 400 }));
    const redact = (text: string) => text.replaceAll('another-secret', '***');
    const sink = createWebhookSink({ url: receiver.url }, { redact });
    expect((await sinkFailureOf(sink.deliver(messageOf(), deliveryContext()))).message).toMatch(
      /answered 400: \*\*\*$/,
    );
  });

  test('speaks through the fetch that it is given', async () => {
    const urls: unknown[] = [];
    const fetch = async (url: unknown) => {
      urls.push(url);
      return new Response(null, { status: 204 });
    };
    await createWebhookSink({ url: 'https://example.com/hook' }, { fetch }).deliver(messageOf(), deliveryContext());
    expect(urls).toEqual(['https://example.com/hook']);
  });

  test('measures its time by the clock that it is given', async () => {
    const clock = manualClock(now);
    receiver.answer(hang());
    const sink = createWebhookSink({ url: receiver.url, timeoutMs: 5000, name: 'desk' }, { clock });
    const delivering = sinkFailureOf(sink.deliver(messageOf(), deliveryContext()));
    await receiver.seen(1);
    await clock.advance(5000);
    expect((await delivering).message).toBe('desk: no whole answer within 5000 ms');
    expect(clock.pending).toBe(0);
  });

  test('can be looked at without a request being sent', async () => {
    const context = deliveryContext();
    await sinkAt().check?.(context);
    expect([receiver.requests, getEventListeners(context.signal, 'abort')]).toEqual([[], []]);
    const sink = createWebhookSink({ url: `${await refusingUrl()}/T0AB12CD34`, name: 'desk' });
    const failure = await sinkFailureOf(sink.check?.(context) ?? Promise.resolve());
    expect(failure).toMatchObject({ code: 'SINK_UNAVAILABLE', sink: 'desk' });
    expect(failure.message).toMatch(/^desk: cannot connect to 127\.0\.0\.1:\d+: the connection was refused/);
    await expect(sinkAt().check?.(deliveryContext({ signal: AbortSignal.abort('stopped') }))).rejects.toBe('stopped');
  });
});
