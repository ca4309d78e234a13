import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir, readFile, rename } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { onTestFinished } from 'vitest';
import type { SinkSubject } from '../../src/conformance/index.js';
import { createFileSink } from '../../src/sinks/file/index.js';
import { createNatsSink } from '../../src/sinks/nats/index.js';
import { createRedisSink } from '../../src/sinks/redis/index.js';
import { createSlackSink } from '../../src/sinks/slack/index.js';
import { createSnsSink } from '../../src/sinks/sns/index.js';
import { createStdoutSink } from '../../src/sinks/stdout/index.js';
import { createWebhookSink } from '../../src/sinks/webhook/index.js';
import { natsStream } from './nats.js';
import { body } from './provider-server.js';
import { type ReceivedRequest, startReceiver } from './receiver.js';
import { redisKey } from './redis.js';
import { type Gate, servicePorts, startGate } from './services.js';
import { sessionToken, snsTopic } from './sns.js';

/** The trouble that a gate before the receiver can make. */
async function gateTo(port: number) {
  const gate: Gate = await startGate(port);
  onTestFinished(() => gate.shut());
  const trouble = {
    refuses: () => gate.shut(),
    hangs: async () => gate.hang(),
    async restarts() {
      await gate.shut();
      await gate.open();
    },
  };
  return { port: gate.port, trouble, recover: () => gate.open() };
}

async function httpSubject(
  connect: (url: string) => ReturnType<SinkSubject['connect']>,
  path: string,
  eventIdOf: (request: ReceivedRequest) => string,
  secrets: readonly string[],
): Promise<SinkSubject> {
  const server = await startReceiver();
  onTestFinished(() => server.close());
  const gate = await gateTo(Number(new URL(server.url).port));
  const url = `http://127.0.0.1:${gate.port}${path}`;
  return {
    connect: () => connect(url),
    secrets: [...secrets, path],
    receiver: {
      received: async () => server.received.map((request) => ({ eventId: eventIdOf(request), text: request.body })),
      trouble: {
        ...gate.trouble,
        rejects: async () => server.answer(body(`no: ${secrets.join(' ')}`, { status: 400 })),
      },
      async recover() {
        server.answer(body('ok'));
        await gate.recover();
      },
    },
  };
}

export function webhookSubject(): Promise<SinkSubject> {
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
  const connect = (url: string) => createWebhookSink({ url, secret });
  return httpSubject(connect, '/T0AB12CD34', ({ headers }) => String(headers['webhook-id']), [secret]);
}

export function slackSubject(): Promise<SinkSubject> {
  const path = '/services/T0AB12CD3/B0AB12CD3/0a1b2c3d4e5f6g7h8i9j';
  const eventIdOf = ({ body: text }: ReceivedRequest) =>
    (JSON.parse(text) as { blocks: { block_id: string }[] }).blocks[0]?.block_id ?? '';
  return httpSubject((url) => createSlackSink({ url }), path, eventIdOf, ['0a1b2c3d4e5f6g7h8i9j']);
}

/** The id of the CloudEvent in a line of JSON. */
function fromJson(text: string) {
  return { eventId: (JSON.parse(text) as { id: string }).id, text };
}

export async function fileSubject(): Promise<SinkSubject> {
  const folder = mkdtempSync(join(tmpdir(), 'ingest-sink-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const [path, elsewhere] = [join(folder, 'in', 'news.ndjson'), join(folder, 'elsewhere')];
  await mkdir(join(folder, 'in'));
  return {
    connect: () => createFileSink({ path }),
    secrets: [],
    receiver: {
      received: async () =>
        (await readFile(path, 'utf8').catch(() => ''))
          .split('\n')
          .filter((line) => line !== '')
          .map(fromJson),
      trouble: { refuses: () => rename(join(folder, 'in'), elsewhere) },
      recover: () => rename(elsewhere, join(folder, 'in')),
    },
  };
}

export async function stdoutSubject(): Promise<SinkSubject> {
  const lines: string[] = [];
  const held: (() => void)[] = [];
  let how: 'takes' | 'hangs' = 'takes';
  const open = () =>
    new Writable({
      decodeStrings: false,
      write(chunk: string, _, done) {
        const take = () => {
          lines.push(chunk);
          done();
        };
        if (how === 'hangs') held.push(take);
        else take();
      },
    });
  // A pipe that broke is not mended: whoever reads again has another one.
  let stream = open();
  return {
    connect: () =>
      createStdoutSink(
        {},
        {
          stdout: {
            get writable() {
              return stream.writable;
            },
            write: (text, done) => stream.write(text, done),
            on: (event, listener) => stream.on(event, listener),
            removeListener: (event, listener) => stream.removeListener(event, listener),
          },
        },
      ),
    secrets: [],
    receiver: {
      received: async () => lines.map((line) => fromJson(line.trimEnd())),
      trouble: {
        async refuses() {
          stream.destroy();
        },
        async hangs() {
          how = 'hangs';
        },
      },
      async recover() {
        how = 'takes';
        if (stream.destroyed) stream = open();
        for (const take of held.splice(0)) take();
      },
    },
  };
}

export async function redisSubject(): Promise<SinkSubject> {
  const gate = await gateTo(servicePorts.redis);
  const { key, send, entries } = await redisKey();
  return {
    // The server asks for no password: with one it refuses everybody.
    connect: () => createRedisSink({ url: `redis://127.0.0.1:${gate.port}`, stream: key }),
    secrets: [],
    receiver: {
      received: async () => (await entries()).map(({ id = '', data = '' }) => ({ eventId: id, text: data })),
      trouble: { ...gate.trouble, rejects: async () => void (await send('SET', key, 'text')) },
      recover: gate.recover,
    },
  };
}

export async function natsSubject(): Promise<SinkSubject> {
  const gate = await gateTo(servicePorts.nats);
  const { subject, alertSubject, stored, takeNothing } = await natsStream();
  const token = 'hunter22hunter22';
  return {
    // The server asks for no token, and takes any.
    connect: () => createNatsSink({ url: `nats://127.0.0.1:${gate.port}`, subject, alertSubject, token }),
    secrets: [token],
    receiver: {
      received: async () => (await stored()).map(({ id, payload }) => ({ eventId: id, text: payload })),
      trouble: { ...gate.trouble, rejects: takeNothing },
      recover: gate.recover,
    },
  };
}

export async function snsSubject(): Promise<SinkSubject> {
  const { port, topic, subscribe, remove } = await snsTopic();
  const gate = await gateTo(port);
  const queued = subscribe();
  return {
    connect: () => createSnsSink({ topic, endpoint: `http://127.0.0.1:${gate.port}` }),
    secrets: [sessionToken],
    receiver: {
      received: async () => queued().map(({ body: text }) => fromJson(text)),
      trouble: { ...gate.trouble, rejects: remove },
      recover: gate.recover,
    },
  };
}
