import { getEventListeners } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { noSecrets, redactor, SourceError } from '@ingest/core';
import { manualClock } from '@ingest/core/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createRecorder, type Recorder } from '../../src/exchange/index.js';
import {
  body,
  hang,
  hangWithinBody,
  hugeBody,
  json,
  type ProviderServer,
  refusingUrl,
  startProviderServer,
} from '../support/provider-server.js';
import { recordedAt, rejectionOf, temporaryDirectory } from '../support/recordings.js';

const meta = { mode: 'failover', sources: ['tiingo', 'finnhub'], tickers: ['QNDL'] };

let server: ProviderServer;
beforeEach(async () => {
  server = await startProviderServer();
});
afterEach(() => server.close());

interface Entry {
  readonly _source: string;
  readonly time: number;
  readonly startedDateTime: string;
  readonly request: { readonly url: string; readonly headers: readonly { readonly name: string }[] };
  readonly response: {
    readonly status: number;
    readonly content: { readonly size: number; readonly text?: string };
    readonly _error?: string;
  };
}

async function recording(redact = noSecrets): Promise<{
  readonly path: string;
  readonly recorder: Recorder;
  readonly clock: ReturnType<typeof manualClock>;
  readonly fetch: typeof fetch;
}> {
  const path = join(temporaryDirectory(), 'day.har');
  const clock = manualClock(recordedAt);
  const recorder = await createRecorder({ path, clock, redact, meta });
  return { path, recorder, clock, fetch: recorder.fetchFor('tiingo', fetch) };
}

const logOf = (path: string) => JSON.parse(readFileSync(path, 'utf8')).log;
const entriesOf = (path: string): readonly Entry[] => logOf(path).entries;

describe('a recorder', () => {
  test('notes the run and what was exchanged in it', async () => {
    const { path, recorder, clock, fetch } = await recording();
    server.answer((_, response) => {
      void clock.advance(250).then(() => response.end('[1]'));
    });
    const response = await fetch(`${server.url}/tiingo/news?tickers=qndl`, { headers: { authorization: 'Token x' } });
    expect(await response.json()).toEqual([1]);
    await recorder.close();
    expect(logOf(path)).toMatchObject({
      version: '1.2',
      _ingest: { version: 1, ...meta, startedAt: '2025-03-04T14:00:00.000Z' },
    });
    const [entry] = entriesOf(path);
    expect(entry).toMatchObject({
      _source: 'tiingo',
      startedDateTime: '2025-03-04T14:00:00.000Z',
      time: 250,
      response: { status: 200, content: { text: '[1]' } },
    });
    expect(entry?.request.headers).toEqual([]);
    expect(server.requests[0]?.headers.authorization).toBe('Token x');
  });

  test('has written an exchange before its reader goes on', async () => {
    const { path, recorder, fetch } = await recording();
    await (await fetch(server.url)).text();
    expect(entriesOf(`${path}.part`)).toHaveLength(1);
    expect(existsSync(path)).toBe(false);
    await recorder.close();
  });

  test('takes a Request, and leaves it as it is', async () => {
    const { path, recorder, fetch } = await recording();
    let received = '';
    server.answer((request, response) => {
      request.on('data', (chunk) => {
        received += chunk;
      });
      request.on('end', () => response.end('[]'));
    });
    await (await fetch(new Request(`${server.url}/n`, { method: 'POST', body: 'asked' }))).text();
    await recorder.close();
    expect(received).toBe('asked');
    expect(entriesOf(path)).toMatchObject([{ request: { method: 'POST', url: `${server.url}/n` } }]);
  });

  test('records a body as it is after decoding, and only what was read of it', async () => {
    const { path, recorder, fetch } = await recording();
    let sent = 0;
    server.answer(
      hugeBody(200_000_000, (bytes) => {
        sent += bytes;
      }),
    );
    const response = await fetch(server.url);
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    let size = 0;
    while (size <= 1_000_000) size += (await reader.read()).value?.length ?? Number.NaN;
    await reader.cancel();
    await recorder.close();
    expect(entriesOf(path)).toMatchObject([{ response: { status: 200, content: { size }, _error: 'CANCELLED' } }]);
    expect(entriesOf(path)[0]?.response.content.text).toBeUndefined();
    expect(sent).toBeLessThan(50_000_000);
  });

  test('records exchanges side by side, in the order in which they end', async () => {
    const { path, recorder, fetch } = await recording();
    let release = () => {};
    server.answer((_, response) => {
      release = () => response.end('"slow"');
    }, json('fast'));
    const slow = fetch(`${server.url}/slow`).then((response: Response) => response.text());
    await server.seen(1);
    await (await fetch(`${server.url}/fast`)).text();
    release();
    await slow;
    await recorder.close();
    expect(entriesOf(path).map(({ response }) => response.content.text)).toEqual(['"fast"', '"slow"']);
  });

  test('writes down what is still under way when it is closed', async () => {
    const { path, recorder, fetch } = await recording();
    const controller = new AbortController();
    server.answer(hang(), hangWithinBody(), json({ detail: 'no' }, { status: 401 }));
    const hanging = rejectionOf(fetch(`${server.url}/1`, { signal: controller.signal }));
    await server.seen(1);
    await fetch(`${server.url}/2`, { signal: controller.signal });
    await fetch(`${server.url}/3`, { signal: controller.signal });
    await recorder.close();
    const written = entriesOf(path).map(({ request, response }) => [
      request.url.slice(-1),
      response.status,
      response._error,
    ]);
    expect(written.sort()).toEqual([
      ['1', 0, 'ABORTED'],
      ['2', 200, 'CANCELLED'],
      ['3', 401, undefined],
    ]);
    controller.abort();
    await hanging;
    expect(entriesOf(path)).toHaveLength(3);
  });

  test('records nothing that was not sent, and nothing after its end', async () => {
    const { path, recorder, fetch } = await recording();
    const reason = new Error('stopped before');
    expect(await rejectionOf(fetch(server.url, { signal: AbortSignal.abort(reason) }))).toBe(reason);
    expect(await rejectionOf(fetch('not a url'))).toBeInstanceOf(TypeError);
    await recorder.close();
    await recorder.close();
    await recorder[Symbol.asyncDispose]();
    expect(await (await fetch(server.url)).text()).toBe('[]');
    expect(entriesOf(path)).toEqual([]);
  });

  test('keeps no listener on the signal of an exchange that is over', async () => {
    const { recorder } = await recording();
    const { signal } = new AbortController();
    const withoutSignal = recorder.fetchFor('tiingo', (input) => fetch(input));
    await (await withoutSignal(server.url, { signal })).text();
    await rejectionOf(withoutSignal(await refusingUrl(), { signal }));
    expect(getEventListeners(signal, 'abort')).toEqual([]);
    await recorder.close();
  });

  test('says why there was no answer', async () => {
    const { path, recorder, fetch } = await recording();
    const timeout = new SourceError('TIMEOUT', 'late', { source: 'tiingo' });
    const limited = new AbortController();
    server.answer(hang());
    const hanging = rejectionOf(fetch(server.url, { signal: limited.signal }));
    await server.seen(1);
    limited.abort(timeout);
    expect(await hanging).toBe(timeout);
    expect(await rejectionOf(fetch(await refusingUrl()))).toBeInstanceOf(TypeError);
    await recorder.close();
    expect(entriesOf(path).map(({ response }) => [response.status, response._error])).toEqual([
      [0, 'TIMEOUT'],
      [0, 'ECONNREFUSED'],
    ]);
  });

  test('does not overwrite a recording', async () => {
    const { path, recorder } = await recording();
    await recorder.close();
    const again = createRecorder({ path, clock: manualClock(0), redact: noSecrets, meta });
    await expect(again).rejects.toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringContaining(path) });
  });

  test('writes no secret, in whatever place and spelling the other side echoes it', async () => {
    const secret = 'sUp3r/s3cr3t+k3y"x';
    const { path, recorder, fetch } = await recording(redactor([secret]));
    const spelled = [
      secret,
      encodeURIComponent(secret),
      Buffer.from(secret).toString('base64'),
      JSON.stringify(secret),
    ];
    const echo = spelled.join(' ');
    const headers = { 'x-echo': echo, 'set-cookie': `session=${echo}`, location: `/n?q=${encodeURIComponent(secret)}` };
    server.answer(
      body(echo, { headers }),
      body(Buffer.concat([Buffer.from(echo), Buffer.from([0xff])]), { headers }),
      body(JSON.stringify({ echo: secret }).replaceAll('/', '\\/'), { status: 401, headers }),
    );
    const url = `${server.url}/n?token=${encodeURIComponent(secret)}&q=${encodeURIComponent(secret)}`;
    for (let i = 0; i < 3; i += 1) {
      const response = await fetch(url, {
        headers: { authorization: secret, cookie: 'a=b', 'x-finnhub-token': secret },
      });
      await response.arrayBuffer();
    }
    await recorder.close();
    const file = readFileSync(path, 'utf8');
    const decoded = entriesOf(path).map(({ response }) => Buffer.from(response.content.text ?? '', 'base64'));
    for (const form of [...spelled, secret.replace('/', '\\/'), JSON.stringify(secret).slice(1, -1)]) {
      expect(file).not.toContain(form);
      expect(file).not.toContain(JSON.stringify(form).slice(1, -1));
      expect(decoded.map((bytes) => bytes.toString('latin1')).join()).not.toContain(form);
    }
    expect(file).not.toMatch(/"name":"[^"]*(?:authorization|cookie|token)","value":"(?!\*\*\*")/i);
  });
});
