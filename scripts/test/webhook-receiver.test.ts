import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createSink } from '../../packages/adapters/src/sinks/webhook/index.js';
import { deliveryContext, messageOf } from '../../packages/adapters/test/support/receiver.js';
import { root } from '../lib/root.mjs';

const secrets = ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'any text, also with an ü'];
let children: ChildProcess[] = [];

beforeEach(() => {
  children = [];
});
afterEach(() => {
  for (const child of children) child.kill();
});

/** The example as a user starts it; its url, and what it says after that. */
async function startReceiver(secret: string) {
  const child = spawn(process.execPath, [join(root, 'examples/webhook-receiver.mjs')], {
    env: { PATH: process.env.PATH, WEBHOOK_SECRET: secret, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const lines: string[] = [];
  const reader = createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
  await once(reader, 'line');
  const url = lines.shift()?.replace('listening on ', '') ?? '';
  return { url, lines, said: () => once(reader, 'line') };
}

test.each(secrets)('the example takes what is signed with its secret, each event once: %s', async (secret) => {
  const { url, lines, said } = await startReceiver(secret);
  const sink = createSink({ url, secret });
  const hears = said();
  for (const eventId of ['event-1', 'event-1', 'event-2'])
    await sink.deliver(messageOf({ eventId }), deliveryContext({ now: Date.now() }));
  await hears;
  while (lines.length < 2) await said();
  expect(lines).toEqual([`event-1 1 new for AAPL: ${'0'.repeat(32)}`, `event-2 1 new for AAPL: ${'0'.repeat(32)}`]);
});

test('the example believes neither another secret nor an old signature, nor a body without end', async () => {
  const [secret = '', other = ''] = secrets;
  const { url, lines } = await startReceiver(secret);
  const rejected = { code: 'SINK_REJECTED' };
  const now = Date.now();
  await expect(createSink({ url }).deliver(messageOf(), deliveryContext({ now }))).rejects.toMatchObject(rejected);
  await expect(createSink({ url, secret: other }).deliver(messageOf(), deliveryContext({ now }))).rejects.toMatchObject(
    { ...rejected, status: 401 },
  );
  await expect(
    createSink({ url, secret }).deliver(messageOf(), deliveryContext({ now: now - 3_600_000 })),
  ).rejects.toMatchObject({ ...rejected, status: 401 });
  const long = messageOf({ runId: 'x'.repeat(2_000_000) });
  await expect(createSink({ url, secret }).deliver(long, deliveryContext({ now }))).rejects.toThrow();
  expect(lines).toEqual([]);
});
