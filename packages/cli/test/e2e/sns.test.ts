import { writeFileSync } from 'node:fs';
import { type FauxqsServer, startFauxqs } from 'fauxqs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { builtCommand, jsonOf, preload } from '../support/built.js';
import { demoDay } from '../support/ingest.js';

const command = builtCommand();
const topic = 'arn:aws:sns:us-east-1:000000000000:news';
const secret = 'hunter22/secret/hunter22';

let server: FauxqsServer;
let env: Record<string, string>;
beforeEach(async () => {
  server = await startFauxqs({ port: 0, logger: false, host: '127.0.0.1' });
  server.createTopic('news');
  server.createQueue('desk');
  server.subscribe({ topic: 'news', queue: 'desk', attributes: { RawMessageDelivery: 'true' } });
  env = {
    AWS_ACCESS_KEY_ID: 'AKIDHUNTER22EXAMPLE',
    AWS_SECRET_ACCESS_KEY: secret,
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    AWS_ENDPOINT_URL_SNS: `http://127.0.0.1:${server.port}`,
  };
  const sink = `{ use: sns, name: desk, topic: "${topic}" }`;
  writeFileSync(command.path('ingest.config.yaml'), `sinks: [${sink}]\nalerts: [${sink}]\n`);
});
afterEach(() => server.stop());

const received = () =>
  (server.inspectQueue('desk')?.messages.ready ?? []).map(
    ({ body }) => JSON.parse(body) as { id: string; type: string; data: { storyKeys: string[] } },
  );

describe('the sink sns', () => {
  it('gets what a replay announces, each story once', async () => {
    const ended = await command.run(['run', '--replay', demoDay, '--store', 'replay.db', '--deliver', '--json'], env);
    expect({ exitCode: ended.exitCode, stderr: ended.stderr }).toEqual({ exitCode: 0, stderr: '' });
    const reports = jsonOf<{ notifications: { queued: number; delivered: number } }[]>(ended);
    const events = received();
    const told = reports.reduce((sum, { notifications }) => sum + notifications.delivered, 0);
    expect(events).toHaveLength(told);
    const keys = events.filter(({ type }) => type === 'NEW_MARKET_DATA').flatMap(({ data }) => data.storyKeys);
    expect([keys.length, new Set(keys).size]).toEqual([47, 47]);
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
  });

  it('is looked at by doctor, and tried by deliveries test, without a secret on the way', async () => {
    const looked = await command.run(['doctor', '--store', 'news.db', '--json'], env);
    expect(looked.stdout).toContain('can be reached, nothing was sent');
    expect(received()).toEqual([]);
    const tried = await command.run(['deliveries', 'test', 'desk'], env);
    expect(tried.stdout).toMatch(/^✓ desk took a test alert in \d+ ms/);
    expect(received().map(({ type }) => type)).toEqual(['ALERT']);
    const shown = await command.run(['config', 'show', '--json'], env);
    expect(shown.stdout).toContain(topic);
    for (const { stdout, stderr } of [looked, tried, shown]) expect(`${stdout}${stderr}`).not.toMatch(/hunter22/i);
  });

  it('says in one line what is to be installed', async () => {
    const missing = { ...env, ...preload('without-driver.mjs'), WITHOUT_DRIVER: '@aws-sdk/client-sns' };
    const { exitCode, stderr } = await command.run(['deliveries', 'test', 'desk'], missing);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(
      'desk: the package @aws-sdk/client-sns is not installed: npm install @aws-sdk/client-sns@3.1169',
    );
  });
});
