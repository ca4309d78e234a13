import { systemClock } from '@ingest/core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type HttpReceiverOptions, httpReceiver } from '../../src/sinks/http-receiver.js';
import { body, hang, refusingUrl } from '../support/provider-server.js';
import { deliveryContext, type Receiver, sinkFailureOf, startReceiver } from '../support/receiver.js';

let receiver: Receiver;
beforeEach(async () => {
  receiver = await startReceiver();
});
afterEach(() => receiver.close());

const at = (url: string, fields: Partial<HttpReceiverOptions> = {}) =>
  httpReceiver({
    sink: 'desk',
    url: new URL(url),
    timeoutMs: 5000,
    clock: systemClock(),
    fetch,
    redact: (text) => text,
    ...fields,
  });
const message = { headers: { 'x-a': '1' }, body: 'a body' };

test('posts what it is given, within its time', async () => {
  await at(receiver.url).post(message, deliveryContext());
  expect(receiver.received).toMatchObject([{ body: 'a body', headers: { 'x-a': '1' } }]);
  receiver.answer(hang());
  const failure = await sinkFailureOf(at(receiver.url, { timeoutMs: 50 }).post(message, deliveryContext()));
  expect(failure.message).toBe('desk: no whole answer within 50 ms');
});

test('calls the place as it is told, and knows more answers that are for good', async () => {
  receiver.answer(body('moved out', { status: 404 }));
  const isGone = (status: number, text: string) => status === 404 && text === 'moved out';
  const failure = await sinkFailureOf(
    at(`${receiver.url}/hidden`, { shown: 'the desk', isGone }).post(message, deliveryContext()),
  );
  expect(failure).toMatchObject({ code: 'SINK_GONE', status: 404 });
  expect(failure.message).toBe('desk: POST the desk answered 404, gone for good: moved out');
});

test('looks whether somebody is there, and sends nothing', async () => {
  await at(receiver.url).check(deliveryContext());
  expect(receiver.requests).toEqual([]);
  const failure = await sinkFailureOf(at(`${await refusingUrl()}/hidden`).check(deliveryContext()));
  expect(failure.message).toMatch(/^desk: cannot connect to 127\.0\.0\.1:\d+: the connection was refused/);
  const stopped = deliveryContext({ signal: AbortSignal.abort('stopped') });
  await expect(at(receiver.url).check(stopped)).rejects.toBe('stopped');
});
