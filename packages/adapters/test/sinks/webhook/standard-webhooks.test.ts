import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createWebhookSink } from '../../../src/sinks/webhook/index.js';
import { deliveryContext, messageOf, type Receiver, startReceiver } from '../../support/receiver.js';

// The published library of Standard Webhooks, as a receiver uses it.
const cases: [string, string, Webhook][] = [
  [
    'a secret in base64',
    'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    new Webhook('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'),
  ],
  ['any text', 'a secret with an ü', new Webhook(Buffer.from('a secret with an ü'), { format: 'raw' })],
];

let receiver: Receiver;
beforeEach(async () => {
  receiver = await startReceiver();
});
afterEach(() => receiver.close());

async function delivered(secret: string, now = Date.now()) {
  const message = messageOf({ source: 'wire “ü”' });
  await createWebhookSink({ url: receiver.url, secret }).deliver(message, deliveryContext({ now }));
  const [request] = receiver.received;
  if (request === undefined) throw new Error('nothing was received');
  return { body: request.body, headers: request.headers as Record<string, string> };
}

test.each(cases)('a receiver with the library accepts what is signed with %s', async (_, secret, webhook) => {
  const { body, headers } = await delivered(secret);
  expect(webhook.verify(body, headers)).toMatchObject({ id: messageOf().eventId, data: { source: 'wire “ü”' } });
});

test.each(cases)('and refuses it when anything of it was changed: %s', async (_, secret, webhook) => {
  const { body, headers } = await delivered(secret);
  expect(() => webhook.verify(body.replace('AAPL', 'MSFT'), headers)).toThrow('No matching signature');
  expect(() => webhook.verify(body, { ...headers, 'webhook-id': 'another' })).toThrow('No matching signature');
  const later = String(Number(headers['webhook-timestamp']) + 1);
  expect(() => webhook.verify(body, { ...headers, 'webhook-timestamp': later })).toThrow('No matching signature');
  const other = new Webhook('whsec_b3RoZXIgc2VjcmV0IG9mIG91cnM=');
  expect(() => other.verify(body, headers)).toThrow('No matching signature');
});

test('a receiver refuses what was signed long ago', async () => {
  const [, secret, webhook] = cases[0] as (typeof cases)[number];
  const { body, headers } = await delivered(secret, Date.now() - 600_000);
  expect(() => webhook.verify(body, headers)).toThrow('too old');
});
