import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Behaviour, body, hang, hugeBody, redirect } from '../../../../adapters/test/support/provider-server.js';
import { type Receiver, startReceiver } from '../../../../adapters/test/support/receiver.js';
import { faultWorld } from './support/fault-world.js';
import { tiingoListOf } from './support/lists.js';
import { refusingUrl } from './support/misbehaving-providers.js';
import { tiingoItems } from './support/news.js';
import { whenever } from './support/script.js';

const world = faultWorld();
const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const minute = 60_000;
const hour = 60 * minute;

interface Listed {
  readonly eventId: string;
  readonly sink: string;
  readonly state: string;
  readonly attempts: number;
  readonly lastError: string | null;
}

let receivers: Receiver[];
/** How many items the source lists. */
let published: number;
beforeEach(() => {
  receivers = [];
  published = 3;
  world.keepsSecret({ secret, owner: null }, { secret: secret.slice(6), owner: null });
  world.writesItself('ingest.config.json');
  const items = tiingoItems(30);
  world.tiingo.plays(whenever(tiingoListOf(() => items.slice(-published))));
});
afterEach(async () => {
  for (const receiver of receivers) await receiver.close();
});

async function receiver(...behaviours: Parameters<Receiver['answer']>): Promise<Receiver> {
  const started = await startReceiver();
  receivers.push(started);
  if (behaviours.length > 0) started.answer(...behaviours);
  return started;
}

const good = () => body('', { status: 204 });
/** A byte every 200 ms: never idle, never done. */
const drip: Behaviour = (_, response) => {
  response.writeHead(200);
  const timer = setInterval(() => response.write(' '), 200);
  response.on('close', () => clearInterval(timer));
};
const refusal = (status: number, headers = {}) => body('not now', { status, headers });
const webhook = (url: string, name = 'hook', more = {}) => ({ use: 'webhook', url, name, secret, ...more });
const configure = (...sinks: object[]) => world.configure({ sinks });
const run = () => world.run('--tickers', 'AAPL');
const deliveries = async (...args: string[]): Promise<Listed[]> => {
  const { stdout, exitCode } = await world.ingest('deliveries', ...args, '--store', 'news.db', '--json');
  expect(exitCode).toBe(0);
  return JSON.parse(stdout);
};
const essence = ({ sink, state, attempts }: Listed) => `${sink} ${state} ${attempts}`;

describe('a webhook', () => {
  it('row 79: that fails twice is sent the same id and body, signed anew each time', async () => {
    const hook = await receiver(refusal(500), refusal(500), good());
    configure(webhook(`${hook.url}/hook`));
    const counts = [];
    for (let runs = 0; runs < 3; runs += 1) {
      const { exitCode, report } = await run();
      expect(exitCode).toBe(0);
      counts.push(report.notifications);
      world.clock.aheadMs += minute;
    }
    expect(counts).toEqual([
      { queued: 1, delivered: 0, pending: 1, dead: 0 },
      { queued: 0, delivered: 0, pending: 1, dead: 0 },
      { queued: 0, delivered: 1, pending: 0, dead: 0 },
    ]);
    const key = Buffer.from(secret.slice(6), 'base64');
    const signatures = hook.received.map(({ headers, body: text }) => {
      const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature } = headers;
      expect(signature).toBe(`v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${text}`).digest('base64')}`);
      return { id, timestamp, text };
    });
    const different = (field: keyof (typeof signatures)[number]) => new Set(signatures.map((one) => one[field])).size;
    expect([signatures.length, different('id'), different('text'), different('timestamp')]).toEqual([3, 1, 1, 3]);
    expect((await deliveries()).map(essence)).toEqual(['hook delivered 3']);
  });

  it.each([
    ['accepts and hangs', hang(), 9_000],
    ['drips', drip, 9_000],
    ['answers with 1 GB', hugeBody(1_000_000_000, () => undefined), 0],
  ])('row 80: that %s is cut off, ends the run in time and is tried again', async (_, behaviour, atLeastMs) => {
    const hook = await receiver(behaviour, good());
    configure(webhook(hook.url));
    const { exitCode, durationMs, report } = await run();
    expect([exitCode, report.notifications.pending]).toEqual([0, 1]);
    expect(durationMs).toBeGreaterThan(atLeastMs);
    expect(durationMs).toBeLessThan(17_000);
    world.clock.aheadMs += minute;
    expect((await run()).report.notifications).toMatchObject({ delivered: 1, pending: 0 });
    expect(new Set(hook.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  });

  it('row 81: that is gone is disabled, sent nothing more, and enabled again by hand', async () => {
    const hook = await receiver(refusal(410), good());
    configure(webhook(hook.url));
    expect(await run()).toMatchObject({
      exitCode: 0,
      report: { notifications: { delivered: 0, pending: 0, dead: 1 } },
    });
    published += 1;
    expect((await run()).report.notifications).toMatchObject({ queued: 1, dead: 2 });
    expect(hook.received).toHaveLength(1);
    const { stdout } = await world.ingest('deliveries', '--store', 'news.db');
    expect(stdout).toContain('hook was disabled');
    expect(await deliveries('retry', '--sink', 'hook')).toEqual({ retried: 2, enabled: ['hook'] });
    expect((await run()).report.notifications).toMatchObject({ delivered: 2, pending: 0, dead: 0 });
  });

  it('row 81: that refuses a notification gets the next one all the same', async () => {
    const hook = await receiver(refusal(422), good());
    configure(webhook(hook.url));
    expect((await run()).report.notifications).toMatchObject({ delivered: 0, pending: 0, dead: 1 });
    published += 1;
    expect((await run()).report.notifications).toMatchObject({ delivered: 1, dead: 1 });
    expect((await deliveries('--state', 'dead'))[0]?.lastError).toMatch(/answered 422: not now$/);
  });

  it('row 82: that redirects is not followed', async () => {
    const elsewhere = await receiver(good());
    const hook = await receiver(redirect(307, elsewhere.url));
    configure(webhook(hook.url));
    expect(await run()).toMatchObject({ exitCode: 0, report: { notifications: { delivered: 0, pending: 1 } } });
    expect([hook.received.length, elsewhere.requests.length]).toEqual([1, 0]);
  });

  it('row 83: that is dead for a day has its dead letters sent once it is back, under their ids', async () => {
    const hook = await receiver(refusal(503));
    configure(webhook(hook.url));
    await run();
    for (let runs = 0; runs < 9; runs += 1) {
      world.clock.aheadMs += 2.5 * hour;
      await run();
    }
    const [dead] = await deliveries('--state', 'dead');
    expect(dead).toMatchObject({
      attempts: 10,
      lastError: expect.stringMatching(/^given up after 10 tries: hook: POST/),
    });
    hook.answer(good());
    published += 1;
    expect((await run()).report.notifications).toMatchObject({ queued: 1, delivered: 1, dead: 1 });
    expect(await deliveries('retry', dead?.eventId ?? '')).toEqual({ retried: 1, enabled: [] });
    expect((await run()).report.notifications).toMatchObject({ delivered: 1, pending: 0, dead: 0 });
    const ids = hook.received.map(({ headers }) => headers['webhook-id']);
    expect(ids.at(-1)).toBe(dead?.eventId);
    expect(ids.filter((id) => id === dead?.eventId)).toHaveLength(11);
  });

  it.each(['refuses', 'fails'])('row 84: that %s costs a good one nothing', async (how) => {
    const dead = how === 'refuses' ? await refusingUrl() : (await receiver(refusal(503))).url;
    const hook = await receiver(good());
    configure(webhook(dead, 'dead'), webhook(hook.url, 'good'));
    for (let runs = 0; runs < 3; runs += 1) {
      const { exitCode, report, durationMs } = await run();
      expect([exitCode, report.outcome]).toEqual([0, 'ok']);
      expect(durationMs).toBeLessThan(5_000);
      published += 1;
    }
    const ids = hook.received.map(({ headers }) => headers['webhook-id']);
    expect([ids.length, new Set(ids).size]).toEqual([3, 3]);
    const stories = hook.received.flatMap(({ body: text }) => JSON.parse(text).data.storyKeys as string[]);
    expect([stories.length, new Set(stories).size]).toEqual([5, 5]);
    expect((await deliveries('--sink', 'good')).map(essence)).toEqual(Array(3).fill('good delivered 1'));
    expect(new Set((await deliveries('--sink', 'dead')).map(({ state }) => state))).toEqual(new Set(['pending']));
  });

  it('row 92: never shows the password of its url, nor any other secret that its receiver repeats', async () => {
    const told = ['hunter22hunter', 'signature-of-1', 'header-value-1', 'T0AB12CD34'];
    for (const text of told) world.keepsSecret({ secret: text, owner: null });
    const hook = await receiver(body(`no: ${told.join(' ')} ${secret}`, { status: 400 }));
    const url = new URL(`${hook.url}/T0AB12CD34?sig=signature-of-1`);
    Object.assign(url, { username: 'user', password: 'hunter22hunter' });
    configure(webhook(url.href, 'hook', { headers: { 'x-token': 'header-value-1' } }));
    expect((await run()).report.notifications).toMatchObject({ dead: 1 });
    expect((await deliveries())[0]?.lastError).toMatch(/answered 400: no: \*\*\*/);
    for (const command of [
      ['config', 'show'],
      ['config', 'show', '--json'],
      ['deliveries', '--store', 'news.db'],
    ])
      expect(await world.ingest(...command)).toMatchObject({ exitCode: 0 });
    expect(hook.received[0]?.headers.authorization).toMatch(/^Basic /);
  });

  it('heeds when its receiver wants to hear again', async () => {
    const hook = await receiver(refusal(429, { 'retry-after': '1800' }), good());
    configure(webhook(hook.url));
    await run();
    world.clock.aheadMs += 29 * minute;
    await run();
    expect(hook.received).toHaveLength(1);
    world.clock.aheadMs += 2 * minute;
    expect((await run()).report.notifications).toMatchObject({ delivered: 1, pending: 0 });
  });

  it('is told what was under way when the program was stopped', async () => {
    const hook = await receiver(hang(), good());
    configure(webhook(hook.url));
    const running = world.startRun('--tickers', 'AAPL');
    await hook.seen(1);
    running.child.kill('SIGTERM');
    const ended = await running.ended;
    expect(ended.exitCode).toBe(143);
    expect(ended.durationMs).toBeLessThan(8_000);
    expect((await run()).report.notifications).toMatchObject({ delivered: 1, pending: 0 });
    expect((await deliveries()).map(essence)).toEqual(['hook delivered 2']);
  });
});

describe('a file', () => {
  it('has a line for each notification, also those it could not be given before', async () => {
    configure({ use: 'file', path: 'told/news.ndjson', name: 'log' });
    expect((await run()).report.notifications).toMatchObject({ delivered: 0, pending: 1 });
    expect((await deliveries())[0]?.lastError).toContain('its directory is not there (ENOENT)');
    configure({ use: 'file', path: 'news.ndjson', name: 'log' });
    world.clock.aheadMs += minute;
    published += 1;
    expect((await run()).report.notifications).toMatchObject({ delivered: 2, pending: 0 });
    const lines = readFileSync(world.path('news.ndjson'), 'utf8').trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line).data.itemCount)).toEqual([3, 1]);
  });
});
