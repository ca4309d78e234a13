import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { runLease } from '@ingest/core';
import { manualClock } from '@ingest/core/testing';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { providers, tiingoList } from '../../../packages/cli/test/support/providers.js';
import { hasDynamo, urlOf } from '../../../packages/storage/test/support/dynamodb.js';
import { composeApp } from '../src/app.js';
import { readEnvironment } from '../src/environment.js';
import { news, passing, slot, unitApp, variables } from './support/unit-app.js';

const provider = providers();

describe.skipIf(!(await hasDynamo()))('a function as it is composed', () => {
  it('runs under its own name, by which nobody takes it for gone', async () => {
    const { app, clock } = await unitApp(provider);
    const work = await app.begin();
    let release = () => {};
    provider.answer.tiingo = (request, response, url) => {
      provider.answer.tiingo = tiingoList(news());
      release = () => provider.answer.tiingo(request, response, url);
    };
    const run = work.compose().run();
    await vi.waitFor(() => expect(provider.requests).toHaveLength(1));
    const owner = { holder: 'another', bootId: '', pid: 0, processStart: '' };
    const now = clock.now();
    const term = { now, from: now - 1, until: now + 1 };
    expect(await app.store.leases.take(runLease, owner, term)).toMatchObject({
      heldBy: { holder: 'ingest-scheduler (2026/06/04/[$LATEST]abc)', bootId: '' },
    });
    release();
    expect(await passing(clock, run)).toMatchObject({ outcome: 'ok' });
    await work.end();
  });

  it('writes bare lines of JSON without secrets, for the log and for the metrics', async () => {
    const { app, clock, lines } = await unitApp(provider);
    provider.answer.tiingo = (_, response) => void response.writeHead(401).end('tiingo-key-7f3a9b is no key');
    const work = await app.begin();
    await passing(clock, work.compose().run());
    app.writeMetrics(await work.standing());
    await work.end();
    expect(lines().map(({ msg }) => msg)).toContain('source:failed');
    expect(lines().some((line) => '_aws' in line)).toBe(true);
    expect(JSON.stringify(lines())).not.toContain('tiingo-key-7f3a9b');
  });

  it('tells who keeps the keys that one was refused', async () => {
    const onKeyRefused = vi.fn();
    const { app, clock } = await unitApp(provider, {}, 'scheduler', { onKeyRefused });
    provider.answer.tiingo = (_, response) => void response.writeHead(500).end();
    const work = await app.begin();
    await passing(clock, work.compose().run());
    expect(onKeyRefused).not.toHaveBeenCalled();
    provider.answer.tiingo = (_, response) => void response.writeHead(401).end();
    await passing(clock, work.compose().run());
    expect(onKeyRefused).toHaveBeenCalledOnce();
    await work.end();
  });

  it('tells in its log of a heartbeat that nobody answers', async () => {
    const { app, clock, lines } = await unitApp(provider, { INGEST_HEARTBEAT: 'http://127.0.0.1:9/secret-beat' });
    const work = await app.begin();
    await passing(clock, work.compose().run());
    await work.end();
    const troubles = lines().filter(({ msg }) => msg === 'trouble');
    expect(troubles).toMatchObject([{ message: expect.stringContaining('heartbeat: the ping for start to ') }]);
    expect(JSON.stringify(troubles)).not.toContain('secret-beat');
  });
});

describe('what no function can be made of', () => {
  const composed = (changes: Record<string, string | undefined>) =>
    composeApp({
      environment: readEnvironment('scheduler', variables({ TIINGO_API_KEY: 'a-key', ...changes })),
      parameters: new Map(),
      clock: manualClock(slot),
    });

  it.each([
    ['a key that is missing', { TIINGO_API_KEY: undefined }, 'TIINGO_API_KEY is not set: tiingo cannot be asked'],
    ['tickers that are missing', { INGEST_TICKERS: undefined }, 'no tickers'],
    ['an unknown source', { INGEST_SOURCES: 'bloomberg' }, 'unknown source "bloomberg"'],
    ['a sink that is wrong', { INGEST_CONFIG: 'sinks: [{ use: webhook }]' }, 'INGEST_CONFIG:1:9  sinks[0].url'],
    ['a day that is none', { INGEST_CONFIG: 'schedule: { closures: [2026-13-01] }' }, 'schedule.closures[0]'],
  ])('is said before the store is touched: %s', async (_, changes, words) => {
    await expect(composed(changes)).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringContaining(words),
    });
  });

  it('is a store that may not be read', async () => {
    const denied = createServer((_, response) => {
      const body = { __type: 'com.amazon.coral.service#AccessDeniedException', message: 'not authorized: GetItem' };
      response.writeHead(400, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(body));
    });
    await new Promise<void>((resolve) => denied.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      denied.closeAllConnections();
      denied.close();
    });
    const INGEST_STORE = urlOf('news', `http://127.0.0.1:${(denied.address() as AddressInfo).port}`);
    await expect(composed({ INGEST_STORE })).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      message: expect.stringContaining('not authorized: GetItem'),
    });
  });
});
