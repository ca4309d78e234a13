import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { NewsItem, RunReport } from '@ingest/core';
import { describe, expect, it } from 'vitest';
import { builtCommand, type Ended, jsonOf } from '../support/built.js';
import {
  finnhubKey,
  finnhubNews,
  hang,
  json,
  providers,
  tiingoKey,
  tiingoList,
  tiingoNews,
} from '../support/providers.js';

const command = builtCommand();
const { requests, answer, env } = providers();

const run = (...flags: string[]) =>
  command.run(['run', '--tickers', 'AAPL,MSFT', '--store', 'news.db', '--json', ...flags], env());
const itemsIn = async (store: string) => jsonOf<NewsItem[]>(await command.run(['items', '--store', store, '--json']));

/** Every byte that a test left behind, and what it printed. */
function everythingSaid(...ended: Ended[]): string {
  const files = readdirSync(command.directory).map((name) => readFileSync(command.path(name)).toString('latin1'));
  return [...files, ...ended.flatMap(({ stdout, stderr }) => [stdout, stderr])].join('\n');
}

describe('a run against the providers', () => {
  it('fills a database with stories from the primary', async () => {
    answer.tiingo = tiingoList(tiingoNews(150, ['aapl', 'msft']));
    const ended = await run();
    expect({ code: ended.exitCode, stderr: ended.stderr }).toEqual({ code: 0, stderr: '' });
    expect(jsonOf<RunReport>(ended)).toMatchObject({
      outcome: 'ok',
      items: { received: 150, new: 150 },
      failovers: [],
    });
    expect(requests.map(({ path }) => path)).toEqual(['/tiingo/news', '/tiingo/news', '/tiingo/news']);
    expect(requests[0]?.headers.authorization).toBe(`Token ${tiingoKey}`);
    expect(requests[0]?.url.search).not.toContain(tiingoKey);
    const [newest] = await itemsIn('news.db');
    expect(newest).toMatchObject({
      source: 'tiingo',
      isFailover: false,
      tickers: ['AAPL', 'MSFT'],
      publisher: 'news.example',
    });
  });

  it('brings nothing new the second time', async () => {
    answer.tiingo = tiingoList(tiingoNews(20));
    await run();
    expect(jsonOf<RunReport>(await run()).items).toMatchObject({ new: 0, duplicate: 20 });
  });

  it('fails over when the primary breaks, and says so in the report, the stories and the events', async () => {
    answer.tiingo = json('<html><h1>Bad gateway</h1></html>', 502, { 'content-type': 'text/html' });
    answer.finnhub = finnhubNews;
    const ended = await run();
    expect(ended.exitCode).toBe(0);
    expect(jsonOf<RunReport>(ended)).toMatchObject({
      outcome: 'ok',
      failovers: [{ from: 'tiingo', to: 'finnhub', code: 'SERVER_ERROR', tickers: ['AAPL', 'MSFT'] }],
    });
    expect(await itemsIn('news.db')).toMatchObject([{ isFailover: true }, { isFailover: true }]);
    const events = jsonOf<{ source: string; errorCode?: string }[]>(
      await command.run(['events', '--store', 'news.db', '--json']),
    );
    expect(events.map(({ source, errorCode }) => [source, errorCode])).toContainEqual(['tiingo', 'SERVER_ERROR']);
  });

  it('ends with 4 when no source answers, and still prints its report', async () => {
    answer.tiingo = json({ detail: 'Invalid token.' }, 403);
    answer.finnhub = json({ error: "You don't have access to this resource." }, 403);
    const ended = await run();
    expect(ended.exitCode).toBe(4);
    expect(jsonOf<RunReport>(ended).sources.map(({ outcome, errorCode }) => [outcome, errorCode])).toEqual([
      ['auth-failed', 'AUTH_FAILED'],
      ['auth-failed', 'FORBIDDEN'],
    ]);
    // Finnhub may refuse one ticker alone: it is asked for a second one.
    expect(requests).toHaveLength(3);
  });

  it('stores the good items of a page and keeps the bad one with its reason', async () => {
    answer.tiingo = tiingoList([...tiingoNews(5), { id: 1, title: 42 }, null]);
    const ended = await run();
    expect(jsonOf<RunReport>(ended).items).toMatchObject({ new: 5, rejected: 2 });
    const rejected = jsonOf<{ reason: string; raw: string }[]>(
      await command.run(['events', '--rejected', '--store', 'news.db', '--json']),
    );
    expect(rejected.map(({ raw }) => raw).sort()).toEqual(['null', '{"id":1,"title":42}']);
    expect(rejected.every(({ reason }) => reason.length > 0)).toBe(true);
  });

  it('records what was exchanged, and a replay of it gives the same news', async () => {
    answer.tiingo = json('upstream broke', 500);
    answer.finnhub = finnhubNews;
    const ended = await run('--record', 'day.har');
    const replayed = await command.run(['run', '--replay', 'day.har', '--store', 'replay.db', '--json']);
    const [live, again] = [jsonOf<RunReport>(ended), jsonOf<RunReport>(replayed)];
    expect(again.items).toEqual(live.items);
    expect(again.failovers).toEqual(live.failovers);
    expect(again.requests).toBe(live.requests);
    const digests = await Promise.all(
      ['news.db', 'replay.db'].map((store) => command.run(['db', 'digest', '--store', store, '--json'])),
    );
    expect(digests[1]?.stdout).toBe(digests[0]?.stdout);
    const second = await run('--record', 'day.har');
    expect(second.exitCode).toBe(2);
    expect(second.stderr).toContain('day.har');
  });

  it('replays a reading that halved its window to the same news', async () => {
    answer.finnhub = (request, response, url) => {
      const day = 86_400_000;
      const [from, to] = ['from', 'to'].map((name) => Date.parse(url.searchParams.get(name) ?? ''));
      const all = Array.from({ length: 400 }, (_, index) => ({
        category: 'company',
        datetime: Math.floor((Date.now() - (index * (6 * day)) / 400 - 60_000) / 1000),
        headline: `Calder Motors opens plant number ${index} near the northern port`,
        id: 500_000 + index,
        image: '',
        related: 'AAPL',
        source: 'Wirepost',
        summary: '',
        url: `https://news.example/${index}`,
      }));
      const inside = all.filter(({ datetime }) => datetime * 1000 >= (from ?? 0) && datetime * 1000 < (to ?? 0) + day);
      json(inside.slice(0, 250))(request, response, url);
    };
    const flags = ['run', '--tickers', 'AAPL', '--source', 'finnhub', '--json'];
    const live = jsonOf<RunReport>(
      await command.run([...flags, '--since', '7d', '--store', 'news.db', '--record', 'week.har'], env()),
    );
    expect(live).toMatchObject({ outcome: 'ok', items: { new: 400 } });
    const again = jsonOf<RunReport>(
      await command.run(['run', '--replay', 'week.har', '--store', 'replay.db', '--json']),
    );
    expect(again).toMatchObject({ outcome: 'ok', items: live.items, requests: live.requests, warnings: [] });
  });

  it('says what a back-fill will take before it takes it, and nothing of it with --json', async () => {
    answer.tiingo = tiingoList(tiingoNews(30));
    const backfill = ['run', '--tickers', 'AAPL', '--source', 'tiingo', '--from', '30d', '--store', 'news.db'];
    const first = await command.run(backfill, env());
    expect(first.exitCode).toBe(0);
    expect(first.stderr).toMatch(/^Back-fill .* 1 ticker: at least 1 request to tiingo \(the store holds too few/);
    const second = await command.run(backfill, env());
    expect(second.stderr).toMatch(/: about \d+ requests? to tiingo \([\d.]+ articles a ticker a day in the store\)/);
    const quiet = await command.run([...backfill, '--json'], env());
    expect([quiet.stderr, jsonOf<RunReport>(quiet).outcome]).toEqual(['', 'ok']);
  });

  it('lets no key be seen: not in output, recording, store or logs, also when a provider says it back', async () => {
    answer.tiingo = json({ detail: `Invalid token. You sent ${tiingoKey}` }, 401, { 'x-echo': tiingoKey });
    answer.finnhub = (request, response, url) => {
      const [item] = [
        {
          category: 'company',
          datetime: Math.floor(Date.now() / 1000) - 60,
          headline: `Echo of ${finnhubKey} in a headline`,
          id: 5,
          related: url.searchParams.get('symbol'),
          source: 'x',
          summary: encodeURIComponent(finnhubKey),
          url: `https://x.example/?token=${finnhubKey}`,
          image: '',
        },
      ];
      json([item, { headline: 42, token: finnhubKey }])(request, response, url);
    };
    const ended = await run('--record', 'day.har', '--verbose');
    expect(jsonOf<RunReport>(ended).items).toMatchObject({ new: 1, rejected: 2 });
    const said = everythingSaid(
      ended,
      await command.run(['events', '--rejected', '--store', 'news.db']),
      await command.run(['config', 'show'], env()),
    );
    for (const key of [tiingoKey, finnhubKey]) {
      for (const form of [
        key,
        encodeURIComponent(key),
        Buffer.from(key).toString('base64'),
        Buffer.from(key).toString('base64url'),
      ]) {
        expect(said).not.toContain(form);
      }
    }
    expect(said).toContain('***');
  });

  it('asks and writes nothing on a dry run', async () => {
    answer.tiingo = tiingoList(tiingoNews(3));
    expect(jsonOf<RunReport>(await run('--dry-run')).items.new).toBe(3);
    expect(readdirSync(command.directory)).toEqual([]);
  });

  it('asks both sources in parallel mode and merges their stories', async () => {
    answer.tiingo = tiingoList(tiingoNews(2));
    answer.finnhub = finnhubNews;
    const report = jsonOf<RunReport>(await run('--mode', 'parallel'));
    expect(report).toMatchObject({ outcome: 'ok', mode: 'parallel', items: { new: 4 }, failovers: [] });
  });

  it('skips a run while another one holds the store, and names it', async () => {
    answer.tiingo = hang;
    const first = command.start(
      ['run', '--tickers', 'AAPL', '--store', 'news.db', '--source', 'tiingo', '--json'],
      env(),
    );
    await until(() => requests.length > 0);
    const second = await run();
    expect(second.exitCode).toBe(0);
    expect(second.durationMs).toBeLessThan(3000);
    expect(jsonOf<RunReport>(second)).toMatchObject({
      outcome: 'skipped',
      heldBy: { holder: expect.stringContaining(`pid ${first.child.pid}`) },
    });
    expect(requests).toHaveLength(1);
    first.child.kill('SIGINT');
    const ended = await first.ended;
    expect(ended.exitCode).toBe(130);
    expect(jsonOf<RunReport>(ended).error?.code).toBe('ABORTED');
  });

  it('goes on after a kill: the lease of a dead process holds nobody up', async () => {
    answer.tiingo = hang;
    const first = command.start(['run', '--tickers', 'AAPL', '--store', 'news.db'], env());
    await until(() => requests.length > 0);
    first.child.kill('SIGKILL');
    await first.ended;
    answer.tiingo = tiingoList(tiingoNews(4));
    const ended = await run();
    expect(jsonOf<RunReport>(ended)).toMatchObject({ outcome: 'ok', items: { new: 4 } });
    expect((await command.run(['db', 'check', '--store', 'news.db'])).exitCode).toBe(0);
  });

  it('ends at once at a second signal', async () => {
    answer.tiingo = hang;
    const { child, ended } = command.start(['run', '--tickers', 'AAPL', '--store', 'news.db'], env());
    await until(() => requests.length > 0);
    child.kill('SIGTERM');
    child.kill('SIGTERM');
    expect((await ended).exitCode).toBe(143);
  });

  it('gives up a primary that hangs within its ten seconds', async () => {
    answer.tiingo = hang;
    answer.finnhub = finnhubNews;
    const ended = await run();
    const { durationMs, failovers } = jsonOf<RunReport>(ended);
    expect(failovers).toMatchObject([{ code: 'TIMEOUT' }]);
    expect(durationMs).toBeGreaterThanOrEqual(9_900);
    expect(durationMs).toBeLessThan(12_000);
  });
});

describe('reading', () => {
  it('is not upset by a pipe that closes early', async () => {
    answer.tiingo = tiingoList(tiingoNews(500));
    await run();
    const script = `"${process.execPath}" "${command.bin}" items --store news.db --format ndjson | head -1; echo "\${PIPESTATUS[0]}"`;
    const { stdout, stderr } = spawnSync('bash', ['-c', script], { cwd: command.directory, encoding: 'utf8' });
    const [line, status] = stdout.trim().split('\n');
    expect(JSON.parse(line ?? '')).toMatchObject({ source: 'tiingo' });
    expect(status).toBe('141');
    expect(stderr).toBe('');
  });

  it('finds stories by ticker, time, source and words, and writes CSV that no spreadsheet runs', async () => {
    const [first, ...rest] = tiingoNews(3);
    answer.tiingo = tiingoList([
      { ...first, title: '=HYPERLINK("https://evil.example")', description: 'A crafted headline' },
      ...rest,
    ]);
    await run();
    const count = async (...flags: string[]) =>
      jsonOf<NewsItem[]>(await command.run(['items', '--store', 'news.db', '--json', ...flags])).length;
    expect(await count('--ticker', 'aapl')).toBe(3);
    expect(await count('--ticker', 'MSFT')).toBe(0);
    expect(await count('--search', 'PLANT northern')).toBe(2);
    expect(await count('--by-source', 'finnhub')).toBe(0);
    expect(await count('--since', '3m')).toBeLessThan(3);
    const csv = (await command.run(['items', '--store', 'news.db', '--format', 'csv'])).stdout;
    expect(csv).toContain(`"'=HYPERLINK(""https://evil.example"")"`);
  });
});

describe('a configuration', () => {
  it('written by init runs as it is', async () => {
    answer.tiingo = tiingoList(tiingoNews(1));
    expect((await command.run(['init', '--tickers', 'AAPL,BRK-B'])).exitCode).toBe(0);
    writeFileSync(
      command.path('.env'),
      Object.entries(env())
        .map(([name, value]) => `${name}=${value}`)
        .join('\n'),
    );
    expect((await command.run(['config', 'validate'])).stdout).toContain('2 tickers, tiingo → finnhub');
    const report = jsonOf<RunReport>(await command.run(['run', '--json']));
    expect(report).toMatchObject({ tickers: ['AAPL', 'BRK.B'], items: { new: 1 } });
    expect(requests[0]?.url.searchParams.get('tickers')).toMatch(/brk-b/i);
    expect(readdirSync(command.directory)).toContain('ingest.db');
  });
});

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 10));
}
