import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { builtCommand, jsonOf } from '../support/built.js';
import {
  finnhubKey,
  finnhubNews,
  type Handler,
  hang,
  json,
  providers,
  tiingoKey,
  tiingoList,
  tiingoNews,
} from '../support/providers.js';

const command = builtCommand();
const { requests, answer, env } = providers();

interface Diagnosis {
  readonly problems: number;
  readonly requests: number;
  readonly findings: readonly {
    readonly check: string;
    readonly level: string;
    readonly text: string;
    readonly advice?: string;
  }[];
}

const doctor = async (...flags: string[]) =>
  command.run(['doctor', '--tickers', 'AAPL,MSFT', '--store', 'news.db', '--json', ...flags], env());
const findingOf = (diagnosis: Diagnosis, check: string) =>
  diagnosis.findings.find((finding) => finding.check === check);

describe('doctor', () => {
  it('finds nothing where all is well, and spends one request per source', async () => {
    answer.tiingo = tiingoList(tiingoNews(3));
    answer.finnhub = finnhubNews;
    const ended = await doctor();
    const diagnosis = jsonOf<Diagnosis>(ended);
    expect([ended.exitCode, diagnosis.problems, diagnosis.requests, requests.length]).toEqual([0, 0, 2, 2]);
    expect(findingOf(diagnosis, 'tiingo')?.text).toMatch(/answered in \d+ ms, key accepted, 3 articles/);
    expect(findingOf(diagnosis, 'clock')).toMatchObject({ level: 'ok' });
    expect(findingOf(diagnosis, 'store')).toMatchObject({ level: 'ok' });
  });

  it('shows people the same in lines that say what to do', async () => {
    answer.tiingo = json({ detail: 'You do not have permission to access the News API' }, 403);
    answer.finnhub = finnhubNews;
    const { stdout, exitCode } = await command.run(['doctor', '--tickers', 'AAPL', '--store', 'news.db'], env());
    expect(exitCode).toBe(4);
    expect(stdout).toMatch(/✗ tiingo +FORBIDDEN: .*no entitlement/);
    expect(stdout).toMatch(/→ This is no outage: Tiingo sells its News API as a separate entitlement/);
    expect(stdout).toMatch(/1 problem\. Spent 2 API calls\./);
  });

  const html = json('<html><h1>Down for maintenance</h1></html>', 503, { 'content-type': 'text/html' });
  it.each<[string, string, Handler]>([
    ['AUTH_FAILED', 'a refused key', json({ detail: 'Invalid token.' }, 401)],
    ['AUTH_FAILED', 'a refused key with status 403', json({ detail: 'Invalid token.' }, 403)],
    ['FORBIDDEN', 'a missing entitlement', json({ detail: 'You do not have permission to access the News API' }, 403)],
    ['NOT_FOUND', 'a wrong path', json({ detail: 'Not found.' }, 404)],
    ['BAD_REQUEST', 'a refused request', json({ detail: 'no such parameter' }, 400)],
    ['RATE_LIMITED', 'a limit', json({ detail: 'Error: You have run over your hourly request allocation.' }, 429)],
    ['RATE_LIMITED', 'a limit with status 200', json('You have run over your 500 symbol look up for this month.')],
    ['SERVER_ERROR', 'a failing server', html],
    ['EMPTY_RESPONSE', 'an empty body', json(' ')],
    ['MALFORMED_RESPONSE', 'a page with status 200', json('<html>Welcome to the hotel</html>', 200)],
    ['MALFORMED_RESPONSE', 'broken JSON', json('[{"id": 1,')],
    ['MALFORMED_RESPONSE', 'an object where a list is due', json('{}')],
    ['MALFORMED_RESPONSE', 'nothing but rubbish', json([{ id: 1 }, null, 42])],
  ])('names %s for %s, with what to do and one request', async (code, _, handler) => {
    answer.tiingo = handler;
    const ended = await doctor('--source', 'tiingo');
    const diagnosis = jsonOf<Diagnosis>(ended);
    expect([ended.exitCode, diagnosis.problems, requests.length]).toEqual([4, 1, 1]);
    expect(findingOf(diagnosis, 'tiingo')).toMatchObject({
      level: 'problem',
      text: expect.stringMatching(new RegExp(`^${code}: `)),
      advice: expect.any(String),
    });
    expect(ended.stdout + ended.stderr).not.toContain(tiingoKey);
  });

  it('asks nobody without a key and says which variable to set', async () => {
    const ended = await command.run(['doctor', '--tickers', 'AAPL', '--store', 'news.db', '--json']);
    const diagnosis = jsonOf<Diagnosis>(ended);
    expect([ended.exitCode, diagnosis.problems, diagnosis.requests]).toEqual([2, 2, 0]);
    expect(findingOf(diagnosis, 'tiingo')?.text).toContain('TIINGO_API_KEY');
  });

  it('warns of one missing key where the other source can serve', async () => {
    answer.finnhub = finnhubNews;
    const { TIINGO_API_KEY: _, ...others } = env();
    const ended = await command.run(['doctor', '--tickers', 'AAPL', '--store', 'news.db', '--json'], others);
    expect(ended.exitCode).toBe(0);
    expect(findingOf(jsonOf<Diagnosis>(ended), 'tiingo')).toMatchObject({ level: 'warning' });
    expect(ended.stdout).not.toContain(finnhubKey);
  });

  it('looks at the sinks, and sends them nothing', async () => {
    answer.tiingo = tiingoList(tiingoNews(3));
    const received: string[] = [];
    const receiver = createServer((request, response) => {
      received.push(request.url ?? '');
      response.end();
    });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    const { port } = receiver.address() as AddressInfo;
    const sinks = [
      { use: 'webhook', name: 'desk', url: `http://127.0.0.1:${port}/hook` },
      { use: 'webhook', name: 'gone', url: 'http://127.0.0.1:1/T0AB12CD34' },
      { use: 'file', name: 'log', path: 'not-there/news.ndjson' },
    ];
    writeFileSync(command.path('ingest.config.json'), JSON.stringify({ sinks }));
    const ended = await doctor('--source', 'tiingo');
    receiver.close();
    const diagnosis = jsonOf<Diagnosis>(ended);
    expect([ended.exitCode, diagnosis.problems, diagnosis.requests, received]).toEqual([2, 2, 1, []]);
    expect(findingOf(diagnosis, 'desk')).toMatchObject({ level: 'ok', text: 'can be reached, nothing was sent' });
    expect(findingOf(diagnosis, 'gone')?.text).toMatch(/SINK_UNAVAILABLE: gone: cannot connect to 127\.0\.0\.1:1/);
    expect(findingOf(diagnosis, 'log')?.text).toContain('its directory is not there');
    expect(ended.stdout + ended.stderr).not.toContain('T0AB12CD34');
  });

  it('sees a clock that is wrong', async () => {
    answer.tiingo = json([], 200, { date: new Date(Date.now() - 3_600_000).toUTCString() });
    const diagnosis = jsonOf<Diagnosis>(await doctor('--source', 'tiingo'));
    expect(findingOf(diagnosis, 'clock')).toMatchObject({ level: 'problem', text: expect.stringContaining('ahead') });
  });

  it('ends at once at a signal while a source hangs', async () => {
    answer.tiingo = hang;
    const running = command.start(['doctor', '--tickers', 'AAPL', '--store', 'news.db'], env());
    while (requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    running.child.kill('SIGINT');
    const ended = await running.ended;
    expect(ended.exitCode).toBe(130);
    expect(ended.durationMs).toBeLessThan(5000);
  });

  it('asks nothing that a limit forbids', async () => {
    answer.tiingo = json({ detail: 'Error: You have run over your hourly request allocation.' }, 429);
    await command.run(['run', '--tickers', 'AAPL', '--store', 'news.db', '--source', 'tiingo'], env());
    requests.length = 0;
    const diagnosis = jsonOf<Diagnosis>(await doctor('--source', 'tiingo'));
    expect(findingOf(diagnosis, 'tiingo')).toMatchObject({ level: 'warning' });
    expect(requests).toEqual([]);
  });
});
