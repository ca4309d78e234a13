import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createSlackSink } from '../../../src/sinks/slack/index.js';
import { render } from '../../../src/sinks/slack/render.js';
import { body, hang } from '../../support/provider-server.js';
import {
  alertMessageOf,
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

const path = '/services/T0AB12CD3/B0AB12CD3/0a1b2c3d4e5f6g7h8i9j';
const sinkAt = (options = {}) => createSlackSink({ url: receiver.url + path, name: 'desk', ...options });
const failureOf = (options = {}) => sinkFailureOf(sinkAt(options).deliver(messageOf(), deliveryContext()));

describe('slack', () => {
  test('posts both kinds of messages as people read them', async () => {
    receiver.answer(body('ok'));
    await sinkAt().deliver(messageOf(), deliveryContext());
    await sinkAt().deliver(alertMessageOf(), deliveryContext());
    expect(receiver.received.map((request) => JSON.parse(request.body))).toEqual([
      render(messageOf()),
      render(alertMessageOf()),
    ]);
    expect(receiver.received[0]?.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(receiver.requests[0]?.url.pathname).toBe(path);
  });

  test.each([
    [404, 'no_service', 'SINK_GONE'],
    [403, 'team_disabled', 'SINK_GONE'],
    [410, 'channel_is_archived', 'SINK_GONE'],
    [404, 'channel_not_found', 'SINK_REJECTED'],
    [400, 'invalid_blocks', 'SINK_REJECTED'],
    [500, 'no_service', 'SINK_UNAVAILABLE'],
  ])('takes %i %s for %s', async (status, text, code) => {
    receiver.answer(body(text, { status }));
    const failure = await failureOf();
    expect(failure).toMatchObject({ code, status });
    expect(failure.message).toContain(`answered ${status}`);
    expect(failure.message).toContain(text);
  });

  test('comes back when it is told to', async () => {
    receiver.answer(body('rate_limited', { status: 429, headers: { 'retry-after': '30' } }));
    expect(await failureOf()).toMatchObject({ code: 'SINK_UNAVAILABLE', retryAt: now + 30_000 });
  });

  test('gives Slack no more than its time', async () => {
    receiver.answer(hang());
    expect((await failureOf({ timeoutMs: 60 })).message).toBe('desk: no whole answer within 60 ms');
  });

  test('shows nothing of its url but the host, though the other side repeats it', async () => {
    receiver.answer(body(`no: ${receiver.url}${path} T0AB12CD3 0a1b2c3d4e5f6g7h8i9j`, { status: 400 }));
    const { message } = await failureOf();
    expect(message).toMatch(/^desk: POST 127\.0\.0\.1:\d+ answered 400: no: \*\*\*/);
    for (const part of ['0AB12CD3', '0a1b2c3d']) expect(message).not.toContain(part);
    receiver.answer(body('another-secret', { status: 400 }));
    const redact = (text: string) => text.replaceAll('another-secret', '***');
    const sink = createSlackSink({ url: receiver.url + path }, { redact });
    const failure = await sinkFailureOf(sink.deliver(messageOf(), deliveryContext()));
    expect(failure.message).toMatch(/^slack-[0-9a-f]{8}: .*: \*\*\*$/);
  });

  test('can be looked at without anything being posted', async () => {
    await sinkAt().check?.(deliveryContext());
    expect(receiver.requests).toEqual([]);
  });
});
