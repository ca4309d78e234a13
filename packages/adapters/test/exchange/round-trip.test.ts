import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Clock, IngestError, noSecrets, SourceError } from '@ingest/core';
import { manualClock } from '@ingest/core/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createRecorder, createReplayClock, openRecording, type RecordingRules } from '../../src/exchange/index.js';
import {
  type Behaviour,
  body,
  hang,
  hangWithinBody,
  hugeBody,
  json,
  type ProviderServer,
  redirect,
  refusingUrl,
  resetBeforeHeaders,
  resetWithinBody,
  startProviderServer,
  truncate,
} from '../support/provider-server.js';
import { recordedAt, rules, temporaryDirectory } from '../support/recordings.js';

let server: ProviderServer;
let nobody: string;
beforeEach(async () => {
  server = await startProviderServer();
  nobody = await refusingUrl();
});
afterEach(() => server.close());

/** What an adapter can make of an exchange. */
type Outcome =
  | { readonly status: number; readonly headers: readonly (readonly [string, string])[]; readonly body: string }
  | { readonly failed: string };

const timeout = new SourceError('TIMEOUT', 'no page in 10 s', { source: 'tiingo' });
const limit = 1_000_000;

/** Asks like an adapter: under a limit of 10 s, and no more than a part of a body that is too large. */
async function ask(fetching: typeof fetch, url: string, clock: Clock): Promise<Outcome> {
  const controller = new AbortController();
  const cancel = clock.after(10_000, () => controller.abort(timeout));
  try {
    const { status, headers, body: stream } = await fetching(url, { signal: controller.signal, redirect: 'manual' });
    const reader = (stream as ReadableStream<Uint8Array>).getReader();
    const parts: Uint8Array[] = [];
    for (let size = 0; size <= limit; ) {
      const { done, value } = await reader.read();
      if (done) return { status, headers: [...headers], body: Buffer.concat(parts).toString('base64') };
      parts.push(value);
      size += value.length;
    }
    await reader.cancel();
    return { failed: 'too large' };
  } catch (error) {
    return { failed: describeError(error) };
  } finally {
    cancel();
  }
}

function describeError(error: unknown): string {
  if (IngestError.is(error)) return error.code;
  const cause = error instanceof Error ? error.cause : undefined;
  return typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : String(cause);
}

const ticker = (i: number) => `Q${String.fromCharCode(65 + i)}`;
const pathOf = (i: number) => `/tiingo/news?limit=100&tickers=${ticker(i)}`;

interface Step {
  readonly what: string;
  readonly behaviour: Behaviour | 'refused';
  /** What passes until the other side answers, if it ever does. */
  readonly afterMs: number;
}

const steps: readonly Step[] = [
  { what: 'a page', behaviour: json([{ title: 'Quandel raises – “guidance”' }]), afterMs: 120 },
  {
    what: 'a gzipped page',
    behaviour: body(gzipSync('["packed"]'), { headers: { 'content-encoding': 'gzip' } }),
    afterMs: 30,
  },
  { what: 'no UTF-8', behaviour: body(Buffer.from([0x5b, 0x22, 0xe9, 0xff, 0x00, 0x22, 0x5d])), afterMs: 10 },
  { what: 'a byte order mark', behaviour: body('\ufeff[]'), afterMs: 10 },
  { what: 'nothing', behaviour: body(''), afterMs: 0 },
  { what: 'a long page', behaviour: json(['é"\\\n'.repeat(50_000)]), afterMs: 900 },
  { what: 'a refusal of the connection', behaviour: 'refused', afterMs: 0 },
  { what: 'a reset', behaviour: resetBeforeHeaders(), afterMs: 40 },
  { what: 'a reset within the body', behaviour: resetWithinBody(), afterMs: 50 },
  { what: 'a body that is cut off', behaviour: truncate('[1,'), afterMs: 60 },
  {
    what: 'a limit of the plan',
    behaviour: json({ detail: 'no more' }, { status: 429, headers: { 'retry-after': '7' } }),
    afterMs: 5,
  },
  { what: 'an error page', behaviour: body('<h1>503</h1>', { status: 503 }), afterMs: 70 },
  { what: 'a redirect', behaviour: redirect(302, 'https://else.example/'), afterMs: 8 },
  { what: 'a body that is too large', behaviour: hugeBody(20_000_000, () => {}), afterMs: 15 },
  { what: 'gzip that is none', behaviour: body('plain', { headers: { 'content-encoding': 'gzip' } }), afterMs: 2 },
  { what: 'silence', behaviour: hang(), afterMs: 10_000 },
  { what: 'silence within the body', behaviour: hangWithinBody(), afterMs: 10_000 },
];

const baseRules = rules.get('tiingo') as RecordingRules;

interface Lived {
  readonly outcome: Outcome;
  readonly endedAt: number;
}

/** One exchange after the other with the server, recorded. */
async function live(path: string): Promise<readonly Lived[]> {
  const clock = manualClock(recordedAt);
  const meta = { mode: 'failover', sources: ['tiingo'], tickers: steps.map((_, i) => ticker(i)) };
  const recorder = await createRecorder({ path, clock, redact: noSecrets, meta });
  const recorded = recorder.fetchFor('tiingo', fetch);
  const lived: Lived[] = [];
  for (const [i, { behaviour, afterMs }] of steps.entries()) {
    const isRefused = behaviour === 'refused';
    if (!isRefused) {
      server.answer((request, response) => {
        if (afterMs < 10_000) return void clock.advance(afterMs).then(() => behaviour(request, response));
        behaviour(request, response);
        setImmediate(() => void clock.advance(afterMs));
      });
    }
    const outcome = await ask(recorded, `${isRefused ? nobody : server.url}${pathOf(i)}`, clock);
    lived.push({ outcome, endedAt: clock.now() });
    await clock.advance(3);
  }
  await recorder.close();
  return lived;
}

describe('a recording, replayed', () => {
  test('gives the same bytes, the same failures and the same times', async () => {
    const path = join(temporaryDirectory(), 'day.har');
    const lived = await live(path);
    expect(lived.filter(({ outcome }) => 'failed' in outcome).map(({ outcome }) => outcome)).toEqual([
      { failed: 'ECONNREFUSED' },
      { failed: expect.stringMatching(/ECONNRESET|UND_ERR_SOCKET/) },
      { failed: expect.stringMatching(/ECONNRESET|UND_ERR_SOCKET/) },
      { failed: expect.stringMatching(/ECONNRESET|UND_ERR_SOCKET|UND_ERR_RES_CONTENT_LENGTH_MISMATCH/) },
      { failed: 'too large' },
      { failed: 'Z_DATA_ERROR' },
      { failed: 'TIMEOUT' },
      { failed: 'TIMEOUT' },
    ]);

    const recording = await openRecording(path, new Map([['tiingo', { ...baseRules, baseUrl: server.url }]]));
    expect([recording.entries, recording.ignored, recording.mode]).toEqual([steps.length, 0, 'failover']);
    const clock = createReplayClock(recording.startedAt);
    const replay = recording.fetchFor('tiingo', clock);
    for (const [i, { what }] of steps.entries()) {
      const outcome = await ask(replay, `${server.url}${pathOf(i)}`, clock);
      expect({ outcome, endedAt: clock.now() }, what).toEqual(lived[i]);
    }
    expect(recording.leftOver()).toBe(0);
    expect(clock.nextDue).toBeNull();
    await recording.close();
  });

  test('gives the same to an adapter with the default base url', async () => {
    const path = join(temporaryDirectory(), 'day.har');
    const lived = await live(path);
    const recording = await openRecording(path, rules);
    const clock = createReplayClock(recording.startedAt);
    const outcome = await ask(recording.fetchFor('tiingo', clock), `https://api.tiingo.com${pathOf(0)}`, clock);
    expect(outcome).toEqual(lived[0]?.outcome);
    await recording.close();
  });

  test('can be recorded again to the same entries', async () => {
    const path = join(temporaryDirectory(), 'day.har');
    await live(path);
    const recording = await openRecording(path, new Map([['tiingo', { ...baseRules, baseUrl: server.url }]]));
    const clock = createReplayClock(recording.startedAt);
    const again = join(temporaryDirectory(), 'again.har');
    const meta = { mode: 'failover', sources: ['tiingo'], tickers: [] };
    const recorder = await createRecorder({ path: again, clock, redact: noSecrets, meta });
    const fetching = recorder.fetchFor('tiingo', recording.fetchFor('tiingo', clock));
    for (const i of steps.keys()) {
      const url = `${steps[i]?.behaviour === 'refused' ? nobody : server.url}${pathOf(i)}`;
      await ask(fetching, url, clock);
    }
    await recorder.close();
    await recording.close();
    const answersIn = (file: string) =>
      JSON.parse(readFileSync(file, 'utf8')).log.entries.map((entry: { request: object; response: object }) => [
        entry.request,
        { ...entry.response, _errorMessage: undefined },
      ]);
    expect(answersIn(again)).toEqual(answersIn(path));
  });
});
