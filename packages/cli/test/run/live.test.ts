import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { IngestError, type RunReport } from '@ingest/core';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { inEmptyDirectory, ingest } from '../support/ingest.js';
import { json, providers, tiingoList, tiingoNews } from '../support/providers.js';
import { smallRedis } from '../support/small-redis.js';

/** How often sinks were closed. */
const closed = vi.hoisted(() => ({ times: 0 }));
vi.mock('../../src/compose-sinks.js', async (original) => {
  const actual = await original<typeof import('../../src/compose-sinks.js')>();
  const composeSinks: typeof actual.composeSinks = async (...options) => {
    const sinks = await actual.composeSinks(...options);
    const close = () => {
      closed.times += 1;
      return sinks.close();
    };
    return { ...sinks, close };
  };
  return { ...actual, composeSinks };
});
vi.mock('../../src/run/record.js', async (original) => {
  const actual = await original<typeof import('../../src/run/record.js')>();
  const startRecording: typeof actual.startRecording = async (options) => {
    if (options.path === 'refused.har') throw new IngestError('CONFIG_INVALID', 'refused on purpose');
    return actual.startRecording(options);
  };
  return { ...actual, startRecording };
});

inEmptyDirectory();
const { answer, env, requests } = providers();
beforeEach(() => {
  for (const [name, value] of Object.entries(env())) vi.stubEnv(name, value);
});

const run = (...flags: string[]) => ingest('run', '--tickers', 'AAPL', '--store', 'news.db', ...flags);

describe('a live run', () => {
  it('prints what is new and where it is', async () => {
    answer.tiingo = tiingoList(tiingoNews(3));
    const { stdout, exitCode } = await run();
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(
      /^✓ 3 new stories for 1 ticker in \d+\.\d s {3}\(tiingo: 3 articles\)\n {2}store news\.db\n$/,
    );
  });

  it('names the store in the commands that it tells to type', async () => {
    answer.tiingo = json([{ title: '' }, ...tiingoNews(1)]);
    expect((await run()).stdout).toContain('ingest events --rejected --store news.db');
    answer.tiingo = json({ detail: 'Not found.' }, 404);
    answer.finnhub = json('', 404);
    const failed = await run('--quiet');
    expect(failed.stderr).toContain('ingest events --store news.db');
  });

  it('does not point to rejected items where a whole body could not be read', async () => {
    answer.tiingo = (_, response) => response.end('[{');
    const { stdout } = await run();
    expect(stdout).toContain('MALFORMED_RESPONSE');
    expect(stdout).not.toContain('--rejected');
  });

  it('keeps the state of the sources', async () => {
    await run('--quiet');
    const [tiingo] = (await ingest('sources', '--store', 'news.db', '--json')).json<
      { lastOutcome: string; lastSuccessAt: string }[]
    >();
    expect(tiingo).toMatchObject({ lastOutcome: 'empty', lastSuccessAt: expect.any(String) });
  });

  it('reads a range by the day of publication', async () => {
    await run('--from', '2026-06-01', '--to', '2026-06-02', '--quiet');
    expect(requests[0]?.url.search).toContain('startDate=2026-06-01');
    expect(requests[0]?.url.search).toContain('endDate=2026-06-0');
  });

  it('makes no file on a dry run, and says so', async () => {
    expect((await run('--dry-run')).stdout).toContain('dry run: nothing was written');
    expect(existsSync('news.db')).toBe(false);
  });

  it('leaves stdout to a sink that writes there', async () => {
    writeFileSync('ingest.config.yaml', 'sinks: [{ use: stdout }]');
    answer.tiingo = tiingoList(tiingoNews(2));
    const { stdout, stderr, exitCode } = await run();
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ type: 'NEW_MARKET_DATA', data: { itemCount: 2 } });
    expect(stderr).toContain('2 new stories');
    const refused = await run('--json');
    expect(refused.exitCode).toBe(2);
    expect(refused.stderr).toContain('--json does not go with the sink stdout');
    expect((await run('--json', '--dry-run')).json()).toMatchObject({ outcome: 'ok' });
  });

  it('hangs up on its sinks, as doctor and a replay that delivers do', async () => {
    const redis = await smallRedis();
    writeFileSync('ingest.config.yaml', `sinks: [{ use: redis, url: "${redis.url}" }]`);
    answer.tiingo = tiingoList(tiingoNews(2));
    for (const command of [
      () => run('--record', 'day.har'),
      () => ingest('doctor', '--store', 'news.db'),
      () => ingest('run', '--replay', 'day.har', '--deliver'),
    ]) {
      const before = redis.commands();
      await command();
      expect(redis.commands()).toBeGreaterThan(before);
      await expect.poll(redis.connections).toBe(0);
    }
  });

  it('hangs up on them also when something else cannot be made', async () => {
    closed.times = 0;
    const { exitCode } = await run('--record', 'refused.har');
    expect([exitCode, closed.times]).toEqual([2, 1]);
  });

  it('tells the heartbeat of runs, and of neither dry runs, back-fills nor replays', async () => {
    const told: string[] = [];
    const server = createServer(({ url }, response) => {
      told.push(new URL(url ?? '', 'http://x').pathname);
      response.writeHead(500).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    writeFileSync('ingest.config.yaml', `heartbeat: http://127.0.0.1:${(server.address() as AddressInfo).port}/uuid`);
    const { exitCode, stderr } = await run('--record', 'day.har');
    expect([exitCode, told]).toEqual([0, ['/uuid/start', '/uuid']]);
    expect(stderr).toContain('heartbeat: the ping for start');
    await run('--dry-run');
    await run('--from', '2026-06-01', '--to', '2026-06-02');
    await ingest('run', '--replay', 'day.har');
    expect(told).toHaveLength(2);
    server.close();
  });

  it('records without the key and says how to replay it', async () => {
    answer.tiingo = tiingoList(tiingoNews(1));
    expect((await run('--record', 'day.har')).stdout).toContain('ingest run --replay day.har');
    const text = readFileSync('day.har', 'utf8');
    expect(JSON.parse(text)).toMatchObject({ log: { version: '1.2' } });
    expect(text).not.toContain(env().TIINGO_API_KEY);
  });

  it('ends with 3 when a part is missing and names it', async () => {
    answer.tiingo = json({ detail: 'Not found.' }, 404);
    answer.finnhub = (request, response, url) =>
      url.searchParams.get('symbol') === 'AAPL'
        ? json([])(request, response, url)
        : json('', 404)(request, response, url);
    const ended = await ingest('run', '--tickers', 'AAPL,GOOG', '--store', 'news.db');
    expect(ended.exitCode).toBe(3);
    expect(ended.stdout).toContain('GOOG unanswered   (tiingo NOT_FOUND, finnhub NOT_FOUND)');
    expect(
      (await ingest('run', '--tickers', 'GOOG', '--store', 'news.db', '--json')).json<RunReport>().error?.code,
    ).toBe('SOURCES_EXHAUSTED');
  });
});
