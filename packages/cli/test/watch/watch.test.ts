import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished, vi } from 'vitest';
import { loadSettings } from '../../src/config/load.js';
import { createOutput } from '../../src/output.js';
import { watch } from '../../src/watch/watch.js';
import { inEmptyDirectory, ingest } from '../support/ingest.js';
import { freePort } from '../support/ports.js';
import { json, providers, tiingoList, tiingoNews } from '../support/providers.js';

inEmptyDirectory();
const provider = providers();

/** Watches until something is so, and stops. */
async function watchUntil(isSo: () => boolean | Promise<boolean>, flags: { record?: string; http?: string } = {}) {
  for (const [name, value] of Object.entries(provider.env())) vi.stubEnv(name, value);
  const stop = new AbortController();
  const loaded = await loadSettings({ tickers: 'AAPL', source: 'tiingo' });
  const watching = watch({
    loaded,
    output: createOutput({ quiet: true }),
    flags: { quiet: true, ...flags },
    signal: stop.signal,
  });
  await vi.waitFor(async () => expect(await isSo()).toBe(true), { timeout: 20_000, interval: 20 });
  const stoppedAt = performance.now();
  stop.abort();
  expect(await watching).toBe(0);
  return performance.now() - stoppedAt;
}

it('collects at once, stores, delivers beside, and ends at once when it is told to', async () => {
  provider.answer.tiingo = tiingoList(tiingoNews(3));
  writeFileSync('ingest.config.yaml', 'sinks: [{ use: file, path: news.ndjson }]\n');
  const isDelivered = async () => {
    const { exitCode, stdout } = await ingest('deliveries', '--state', 'delivered', '--json');
    return exitCode === 0 && (JSON.parse(stdout) as unknown[]).length === 1;
  };
  expect(await watchUntil(isDelivered, { record: 'har' })).toBeLessThan(2000);
  expect((await ingest('items', '--json')).json<unknown[]>()).toHaveLength(3);
  expect((await ingest('deliveries', '--json')).json()).toMatchObject([{ state: 'delivered', attempts: 1 }]);
  expect(readFileSync('news.ndjson', 'utf8').trim().split('\n')).toHaveLength(1);
  expect(readdirSync('har')).toEqual([expect.stringMatching(/\.har$/)]);
  // The slot is done: a second one that begins in it asks nobody.
  const asked = provider.requests.length;
  await watchUntil(() => true);
  expect(provider.requests.length - asked).toBeLessThanOrEqual(1);
});

it('ends, and says why, when its store was taken away', async () => {
  provider.answer.tiingo = tiingoList(tiingoNews(1));
  for (const [name, value] of Object.entries(provider.env())) vi.stubEnv(name, value);
  // Removed while the source is asked: what this run brings would go into a file that nobody can open.
  provider.answer.tiingo = (request, response, url) => {
    rmSync('ingest.db', { force: true });
    tiingoList(tiingoNews(1))(request, response, url);
  };
  const { exitCode, stderr } = await ingest('watch', '--tickers', 'AAPL', '--source', 'tiingo');
  expect(exitCode).toBe(5);
  expect(stderr).toContain('was removed while it was open');
});

it('tells its heartbeat of the start and the end of a run', async () => {
  const had: string[] = [];
  const receiver = createServer((request, response) => {
    had.push(new URL(request.url ?? '', 'http://loopback').pathname);
    response.end();
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise((resolve) => receiver.close(() => resolve())));
  const { port } = receiver.address() as AddressInfo;
  writeFileSync('ingest.config.yaml', `heartbeat: "http://127.0.0.1:${port}/beat"\n`);
  await watchUntil(() => had.length === 2);
  expect(had).toEqual(['/beat/start', '/beat']);
});

it('tells who has to know when a source refuses its key, and goes on', async () => {
  provider.answer.tiingo = json({ detail: 'Invalid token.' }, 401);
  const had: { type: string; data: { kind: string } }[] = [];
  const receiver = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      had.push(JSON.parse(Buffer.concat(parts).toString()) as (typeof had)[number]);
      response.end();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise((resolve) => receiver.close(() => resolve())));
  const { port } = receiver.address() as AddressInfo;
  writeFileSync('ingest.config.yaml', `alerts: [{ use: webhook, url: "http://127.0.0.1:${port}/" }]\n`);
  await watchUntil(() => had.some(({ data }) => data.kind === 'AUTH_FAILED'));
  expect(had.every(({ type }) => type === 'ALERT')).toBe(true);
  // Its being left alone is told by the same alert.
  expect(had.map(({ data }) => data.kind)).not.toContain('SOURCE_DEGRADED');
});

it('serves what it does while it does it, and nothing any more when it has ended', async () => {
  provider.answer.tiingo = tiingoList(tiingoNews(3));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let shown: readonly unknown[] = [];
  const tookMs = await watchUntil(
    async () => {
      const ready = await fetch(`${url}/readyz`).catch(() => null);
      if (ready?.status !== 200) return false;
      const [items, metrics] = await Promise.all([fetch(`${url}/api/items?ticker=aapl`), fetch(`${url}/metrics`)]);
      shown = (await items.json()) as unknown[];
      expect((await fetch(`${url}/healthz`)).status).toBe(200);
      return /^ingest_runs_total\{outcome="ok"\} 1$/m.test(await metrics.text());
    },
    { http: String(port) },
  );
  expect(tookMs).toBeLessThan(3000);
  expect(shown).toEqual((await ingest('items', '--json')).json());
  await expect(fetch(`${url}/healthz`)).rejects.toThrow();
});

it('refuses an address that is taken before it makes a store', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await new Promise<void>((resolve) => taken.once('listening', resolve));
  onTestFinished(() => new Promise((resolve) => taken.close(() => resolve())));
  const { port } = taken.address() as AddressInfo;
  for (const [name, value] of Object.entries(provider.env())) vi.stubEnv(name, value);
  const { exitCode, stderr } = await ingest('watch', '--tickers', 'AAPL', '--http', String(port));
  expect(exitCode).toBe(2);
  expect(stderr).toContain(`127.0.0.1:${port}: another program listens there`);
  expect(existsSync('ingest.db')).toBe(false);
});
