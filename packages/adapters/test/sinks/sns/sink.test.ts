import { getEventListeners } from 'node:events';
import type { Sink, StoryKey, Ticker } from '@ingest/core';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { toCloudEvent } from '../../../src/sinks/envelope.js';
import { attributesOf } from '../../../src/sinks/sns/attributes.js';
import { createSnsSink, type SnsSinkOptions } from '../../../src/sinks/sns/index.js';
import { matches } from '../../support/filter-policy.js';
import { type Behaviour, body, refusingUrl } from '../../support/provider-server.js';
import { alertMessageOf, deliveryContext, messageOf, sinkFailureOf, startReceiver } from '../../support/receiver.js';
import { startGate } from '../../support/services.js';
import { sessionToken, snsTopic, withCredentials } from '../../support/sns.js';

const topic = 'arn:aws:sns:us-east-1:123456789012:news';

async function sinkOn({ isFifo = false, ...options }: Partial<SnsSinkOptions> & { isFifo?: boolean } = {}) {
  const there = await snsTopic({ isFifo });
  const gate = await startGate(there.port);
  onTestFinished(() => gate.shut());
  const endpoint = `http://127.0.0.1:${gate.port}`;
  const sink = createSnsSink({ topic: there.topic, endpoint, name: 'desk', ...options });
  onTestFinished(() => sink.close?.());
  return { ...there, gate, sink };
}

/** How both things that a sink does fail. */
const failures = (sink: Sink) => [
  () => sinkFailureOf(sink.check?.(deliveryContext()) ?? Promise.resolve()),
  () => sinkFailureOf(sink.deliver(messageOf(), deliveryContext())),
];

/** An answer that does not end. */
const endless: Behaviour = (_, response) => {
  const more = () => {
    while (response.write('x'.repeat(65_536)));
  };
  response.on('drain', more);
  more();
};

/** A sink before a server of ours. */
async function sinkBefore(endpoint: string, options: Partial<SnsSinkOptions> = {}) {
  withCredentials();
  const sink = createSnsSink({ topic, endpoint, name: 'desk', ...options });
  onTestFinished(() => sink.close?.());
  return sink;
}

describe('sns', () => {
  test('publishes both kinds of messages over one connection, with attributes', async () => {
    const { sink, gate, subscribe } = await sinkOn();
    const queued = subscribe();
    await sink.deliver(messageOf(), deliveryContext());
    await sink.deliver(alertMessageOf(), deliveryContext());
    const found = queued();
    expect(found.map((one) => JSON.parse(one.body))).toEqual(
      [messageOf(), alertMessageOf()].map((message) => JSON.parse(JSON.stringify(toCloudEvent(message)))),
    );
    expect(found.map(({ attributes }) => attributes)).toMatchObject([
      attributesOf(messageOf()),
      attributesOf(alertMessageOf()),
    ]);
    expect(gate.connections).toBe(1);
  });

  test.each([
    { eventType: ['ALERT'] },
    { source: ['tiingo'], severity: ['warning', 'critical'] },
    { isFailover: ['false'] },
    { state: [{ 'anything-but': ['resolved'] }] },
    { kind: [{ exists: false }] },
    { source: [{ prefix: 'fin' }] },
  ])('lets a subscription select by %j', async (policy) => {
    const { sink, subscribe } = await sinkOn();
    const queued = subscribe(policy);
    const messages = [messageOf(), messageOf({ isFailover: true, source: 'finnhub' }), alertMessageOf()];
    for (const message of messages) await sink.deliver(message, deliveryContext());
    const selected = messages.filter((message) => matches(policy, attributesOf(message)));
    expect(selected.length % messages.length).not.toBe(0);
    expect(queued().map((one) => JSON.parse(one.body).type)).toEqual(selected.map(({ eventType }) => eventType));
  });

  test('cuts a notification that is larger than SNS takes', async () => {
    const { sink, subscribe } = await sinkOn();
    const queued = subscribe();
    const storyKeys = Array.from({ length: 8000 }, (_, index) => index.toString(16).padStart(32, '0') as StoryKey);
    const message = messageOf({ storyKeys, itemCount: 8000, tickers: ['AAPL', 'MSFT'] as Ticker[] });
    await sink.deliver(message, deliveryContext());
    const [event] = queued().map((one) => JSON.parse(one.body));
    expect(event).toMatchObject({
      id: message.eventId,
      iscut: true,
      data: { itemCount: 8000, tickers: ['AAPL', 'MSFT'] },
    });
    expect(event.data.storyKeys.length).toBeGreaterThan(7000);
  });

  test('is dropped by a FIFO topic the second time', async () => {
    const { sink, subscribe } = await sinkOn({ isFifo: true });
    const queued = subscribe();
    for (const attempt of [1, 2]) await sink.deliver(messageOf(), deliveryContext({ attempt }));
    await sink.deliver(alertMessageOf({ source: undefined }), deliveryContext());
    expect(queued().map((one) => JSON.parse(one.body).id)).toEqual([messageOf().eventId, alertMessageOf().eventId]);
  });

  test('rejects where there is no such topic, and says so before anything is sent', async () => {
    const { sink, remove, topic: own } = await sinkOn();
    await sink.check?.(deliveryContext());
    await remove();
    for (const failing of failures(sink)) {
      const failure = await failing();
      expect(failure).toMatchObject({ code: 'SINK_REJECTED', status: 404 });
      expect(failure.message).toMatch(new RegExp(`^desk: ${own}: answered 404 NotFound\\w*: Topic does not exist`));
    }
  });

  test('gives a server that hangs no more than its time, and begins anew', async () => {
    const { sink, gate, subscribe } = await sinkOn({ timeoutMs: 500 });
    const queued = subscribe();
    await sink.deliver(messageOf(), deliveryContext());
    gate.hang();
    const context = deliveryContext();
    for (const attempt of [1, 2]) {
      const failure = await sinkFailureOf(sink.deliver(messageOf(), { ...context, attempt }));
      expect(failure).toMatchObject({ code: 'SINK_UNAVAILABLE', message: 'desk: no whole answer within 500 ms' });
    }
    expect(getEventListeners(context.signal, 'abort')).toEqual([]);
    await expect.poll(() => gate.connections).toBe(0);
    await gate.open();
    await sink.deliver(messageOf(), deliveryContext());
    expect(queued()).toHaveLength(2);
  });

  test('hangs up when it is closed, and delivers no more', async () => {
    const { sink, gate } = await sinkOn();
    await sink.deliver(messageOf(), deliveryContext());
    await sink.close?.();
    await expect.poll(() => gate.connections).toBe(0);
    const failure = await sinkFailureOf(sink.deliver(messageOf(), deliveryContext()));
    expect(failure.message).toMatch(/the sink is closed$/);
  });
});

describe('sns that answers', () => {
  const xml = (code: string, words: string) =>
    `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${words}</Message></Error></ErrorResponse>`;

  test.each([
    [400, 'Throttling', 'SINK_UNAVAILABLE'],
    [500, 'InternalError', 'SINK_UNAVAILABLE'],
    [403, 'AuthorizationError', 'SINK_REJECTED'],
    [400, 'InvalidParameter', 'SINK_REJECTED'],
    [403, 'InvalidClientTokenId', 'SINK_REJECTED'],
  ])('%i %s is asked once', async (status, code, expected) => {
    const server = await startReceiver();
    onTestFinished(() => server.close());
    server.answer(body(xml(code, 'its words'), { status }));
    const sink = await sinkBefore(server.url);
    const failure = await sinkFailureOf(sink.deliver(messageOf(), deliveryContext()));
    expect(failure).toMatchObject({ code: expected, status, message: expect.stringContaining(`${code}`) });
    expect(failure.message).toMatch(/: its words$/);
    expect(server.requests).toHaveLength(1);
  });

  test('with the request itself shows no secret of it', async () => {
    const server = await startReceiver();
    onTestFinished(() => server.close());
    server.answer((request, response) => {
      response.statusCode = 403;
      response.end(xml('SignatureDoesNotMatch', `${request.headers.authorization} ${sessionToken}`));
    });
    const sink = await sinkBefore(server.url);
    const failure = await sinkFailureOf(sink.deliver(messageOf(), deliveryContext()));
    expect(failure.message).toContain('Credential=***/');
    expect(failure.message).not.toMatch(/hunter22|AKID|Signature=[0-9a-f]/i);
  });

  test.each([
    ['a web page', body('<html>sign in</html>'), /: what answered is not SNS$/],
    ['nothing', body(''), /: what answered is not SNS$/],
    ['a redirect', body('', { status: 302, headers: { location: 'http://127.0.0.1:1' } }), /: answered 302 /],
    ['more than any answer of it', endless, /: the answer is longer than 262144 bytes$/],
  ])('%s has not taken the message', async (_, behaviour, words) => {
    const server = await startReceiver();
    onTestFinished(() => server.close());
    server.answer(behaviour);
    const sink = await sinkBefore(server.url);
    for (const failing of failures(sink))
      expect(await failing()).toMatchObject({ code: 'SINK_UNAVAILABLE', message: expect.stringMatching(words) });
    expect(server.requests).toHaveLength(2);
  });
});

test('sns is unavailable where nobody listens', async () => {
  const sink = await sinkBefore(await refusingUrl());
  expect(await sinkFailureOf(sink.deliver(messageOf(), deliveryContext()))).toMatchObject({
    code: 'SINK_UNAVAILABLE',
    message: `desk: ${topic}: the connection was refused (ECONNREFUSED)`,
  });
});

describe('sns without credentials', () => {
  beforeEach(() => {
    for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_PROFILE'])
      vi.stubEnv(name, undefined);
    vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
    for (const name of ['AWS_SHARED_CREDENTIALS_FILE', 'AWS_CONFIG_FILE']) vi.stubEnv(name, '/dev/null');
    return () => vi.unstubAllEnvs();
  });

  test('says where they come from', async () => {
    const sink = createSnsSink({ topic, endpoint: await refusingUrl(), name: 'desk' });
    expect(await sinkFailureOf(sink.deliver(messageOf(), deliveryContext()))).toMatchObject({
      code: 'SINK_UNAVAILABLE',
      message: expect.stringContaining('Could not load credentials from any providers'),
      hint: expect.stringContaining('a profile or a role'),
    });
  });
});

test('the endpoint may stand in the environment', async () => {
  const { port, topic: own, subscribe } = await snsTopic();
  vi.stubEnv('AWS_ENDPOINT_URL_SNS', `http://127.0.0.1:${port}`);
  const queued = subscribe();
  const sink = createSnsSink({ topic: own });
  await sink.deliver(messageOf(), deliveryContext());
  await sink.close?.();
  expect(queued()).toHaveLength(1);
});
