import { manualClock } from '@ingest/core/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createHeartbeat, type HeartbeatOptions } from '../../src/heartbeat/index.js';
import { body, hang, refusingUrl } from '../support/provider-server.js';
import { now, type Receiver, startReceiver } from '../support/receiver.js';

let receiver: Receiver;
const problems: string[] = [];
beforeEach(async () => {
  receiver = await startReceiver();
  problems.length = 0;
});
afterEach(() => receiver.close());

const runId = '0'.repeat(26);
const heartbeatTo = (url = `${receiver.url}/hidden-uuid`, options: Partial<HeartbeatOptions> = {}) =>
  createHeartbeat({ url, onFailure: (problem) => problems.push(problem), ...options });
const paths = () => receiver.requests.map(({ url }) => url.pathname);

describe('a heartbeat', () => {
  test('tells of start, success and failure, each with the run', async () => {
    const heartbeat = heartbeatTo();
    heartbeat.started(runId);
    heartbeat.succeeded(runId);
    heartbeat.failed(runId, 'SOURCES_EXHAUSTED');
    await heartbeat.settled();
    expect(paths()).toEqual(['/hidden-uuid/start', '/hidden-uuid', '/hidden-uuid/fail']);
    expect(new Set(receiver.requests.map(({ method, url }) => `${method} ${url.search}`))).toEqual(
      new Set(['POST ?rid=00000000-0000-0000-0000-000000000000']),
    );
    expect(receiver.received.map((request) => request.body)).toEqual(['', '', 'SOURCES_EXHAUSTED']);
    expect(problems).toEqual([]);
  });

  test('tells of the end only when the start has been answered', async () => {
    let release = () => {};
    receiver.answer((_, response) => {
      release = () => response.end();
    }, body('OK'));
    const heartbeat = heartbeatTo();
    heartbeat.started(runId);
    heartbeat.succeeded(runId);
    await receiver.seen(1);
    expect(paths()).toEqual(['/hidden-uuid/start']);
    release();
    await heartbeat.settled();
    expect(paths()).toEqual(['/hidden-uuid/start', '/hidden-uuid']);
  });

  test('gives each ping five seconds, and all of them five more', async () => {
    const clock = manualClock(now);
    receiver.answer(hang());
    const heartbeat = heartbeatTo(undefined, { clock });
    heartbeat.started(runId);
    heartbeat.succeeded(runId);
    await receiver.seen(1);
    await clock.advance(4000);
    let isSettled = false;
    const settling = heartbeat.settled().then(() => {
      isSettled = true;
    });
    await clock.advance(1000);
    // The start is given up, the success is under way.
    await receiver.seen(2);
    expect(isSettled).toBe(false);
    await clock.advance(4000);
    await settling;
    expect(problems).toEqual([`heartbeat: the ping for start to ${new URL(receiver.url).host} got no answer in time`]);
    expect(clock.pending).toBe(0);
    // A later run is told of as if nothing had been.
    receiver.answer(body('OK'));
    heartbeat.started(runId);
    await heartbeat.settled();
    expect(paths()).toHaveLength(3);
  });

  test.each([
    [404, 'was answered 404'],
    [302, 'was answered 302, a redirect'],
    [503, 'was answered 503'],
  ])('says once a run, in one line without the url, that it was answered %i', async (status, words) => {
    receiver.answer(body('hidden-uuid', { status, headers: { location: 'https://example.com' } }));
    const heartbeat = heartbeatTo();
    const host = new URL(receiver.url).host;
    for (const count of [1, 2]) {
      const run = String(count).repeat(26);
      heartbeat.started(run);
      heartbeat.succeeded(run);
      await heartbeat.settled();
      expect(problems).toHaveLength(count);
      expect(problems[0]).toBe(`heartbeat: the ping for start to ${host} ${words}`);
    }
  });

  test('says it once of each run, also while the pings of the run before are under way', async () => {
    receiver.answer(body('', { status: 503 }));
    const heartbeat = heartbeatTo();
    for (const run of ['1', '2'].map((digit) => digit.repeat(26))) {
      heartbeat.started(run);
      heartbeat.failed(run, 'NETWORK');
    }
    await heartbeat.settled();
    expect(problems.map((problem) => / for (\w+)/.exec(problem)?.[1])).toEqual(['start', 'start']);
  });

  test('says in words when nobody is there, and throws nothing', async () => {
    const heartbeat = heartbeatTo(`${await refusingUrl()}/hidden-uuid`, {
      onFailure(problem) {
        problems.push(problem);
        throw new Error('on purpose');
      },
    });
    heartbeat.failed(runId, 'NETWORK');
    await heartbeat.settled();
    expect(problems).toEqual([
      expect.stringMatching(/^heartbeat: the ping for fail to 127\.0\.0\.1:\d+ failed: the connection was refused/),
    ]);
  });

  test('takes out what it is told to', async () => {
    const heartbeat = heartbeatTo(await refusingUrl(), { redact: (text) => text.replace(/127\S+/, '***') });
    heartbeat.started(runId);
    await heartbeat.settled();
    expect(problems[0]).toMatch(/^heartbeat: the ping for start to \*\*\* failed/);
  });

  test('sends a user and password of its url as a header', async () => {
    const url = new URL(receiver.url);
    url.username = 'user';
    url.password = 'p@ss';
    const heartbeat = heartbeatTo(url.href);
    heartbeat.started(runId);
    await heartbeat.settled();
    expect(receiver.requests[0]?.headers.authorization).toBe(`Basic ${Buffer.from('user:p@ss').toString('base64')}`);
    expect(problems).toEqual([]);
  });

  test('refuses what is no url, and does not show it', () => {
    for (const url of ['hunter22', 'ftp://hunter22'])
      expect(() => heartbeatTo(url)).toThrow(
        expect.objectContaining({ code: 'CONFIG_INVALID', message: expect.not.stringContaining('hunter22') }),
      );
  });
});
