import { expect, onTestFinished, test } from 'vitest';
import { openSns } from '../../../src/sinks/sns/client.js';
import { largestMessage, render } from '../../../src/sinks/sns/render.js';
import { messageOf } from '../../support/receiver.js';
import { startGate } from '../../support/services.js';
import { sessionToken, snsTopic } from '../../support/sns.js';

async function opened() {
  const { port, topic, subscribe } = await snsTopic();
  const gate = await startGate(port);
  onTestFinished(() => gate.shut());
  const ending = new AbortController();
  const signed: (readonly string[])[] = [];
  const options = { name: 'desk', region: 'us-east-1', endpoint: `http://127.0.0.1:${gate.port}` };
  const client = await openSns(options, ending.signal, (secrets) => signed.push(secrets));
  const message = render(messageOf(), { topic, isFifo: false, messageGroupId: null });
  return { client, gate, ending, signed, message, queued: subscribe(), topic };
}

const never = new AbortController().signal;

test('a client lasts until it is told to end, over one connection', async () => {
  const { client, gate, ending, message, queued, topic } = await opened();
  await client.findTopic(topic, never);
  await client.publish(message, never);
  expect([queued().length, gate.connections]).toEqual([1, 1]);
  ending.abort();
  await expect.poll(() => gate.connections).toBe(0);
  await expect(client.publish(message, never)).rejects.toThrow();
  expect(queued()).toHaveLength(1);
});

test('what hangs ends with the client, and with its own signal', async () => {
  const { client, gate, ending, message } = await opened();
  gate.hang();
  const stop = new AbortController();
  const publishing = [client.publish(message, stop.signal), client.publish(message, never)];
  for (const one of publishing) one.catch(() => undefined);
  await expect.poll(() => gate.connections).toBe(2);
  stop.abort();
  await expect(publishing[0]).rejects.toThrow();
  await expect.poll(() => gate.connections).toBe(1);
  ending.abort();
  await expect(publishing[1]).rejects.toThrow();
  await expect.poll(() => gate.connections).toBe(0);
});

test('says before each request what of the credentials is in it', async () => {
  const { client, signed, message } = await opened();
  await client.publish(message, never);
  expect(signed).toEqual([[sessionToken, 'AKIDHUNTER22EXAMPLE', expect.stringMatching(/^[0-9a-f]{64}$/)]]);
});

test('one that was given up before it was made is not made', async () => {
  const options = { name: 'desk', region: 'us-east-1', endpoint: null };
  await expect(openSns(options, AbortSignal.abort(new Error('too late')), () => undefined)).rejects.toThrow('too late');
});

test('takes a body to the last byte that SNS takes, and not one more', async () => {
  const { client, message, queued } = await opened();
  const bare = { TopicArn: message.TopicArn, Subject: message.Subject, MessageAttributes: {} };
  await client.publish({ ...bare, Message: 'x'.repeat(largestMessage) }, never);
  const tooLarge = client.publish({ ...bare, Message: 'x'.repeat(largestMessage + 1) }, never);
  await expect(tooLarge).rejects.toThrow(
    expect.objectContaining({ name: expect.stringContaining('InvalidParameter') }),
  );
  expect(queued().map(({ body }) => body.length)).toEqual([largestMessage]);
});
