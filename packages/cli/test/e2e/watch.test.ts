import { readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { describe, expect, it, vi } from 'vitest';
import { builtCommand, jsonOf } from '../support/built.js';
import { freePort } from '../support/ports.js';
import { hang, providers, tiingoList, tiingoNews } from '../support/providers.js';

const built = builtCommand();
const provider = providers();
/** Closed and open alike, so that a test means the same at every hour; far enough apart that none begins in a test. */
const schedule = 'schedule: { open: 1h, closed: 1h }';

function configured(...lines: readonly string[]): void {
  writeFileSync(
    built.path('ingest.config.yaml'),
    ['tickers: [AAPL]', 'sources: [tiingo]', schedule, ...lines, ''].join('\n'),
  );
}
const watching = () => built.start(['watch'], provider.env());
const linesOf = (name: string) => {
  try {
    return readFileSync(built.path(name), 'utf8').trim().split('\n');
  } catch {
    return [];
  }
};
const until = (isSo: () => void | Promise<void>) => vi.waitFor(isSo, { timeout: 30_000, interval: 50 });

describe('ingest watch', () => {
  it('runs one real slot once, whichever of three processes gets it, and tells of each story once', async () => {
    configured('sinks: [{ use: file, path: news.ndjson }]');
    provider.answer.tiingo = tiingoList(tiingoNews(4));
    const three = [watching(), watching(), watching()];
    await until(() => expect(linesOf('news.ndjson').length).toBeGreaterThan(0));
    // The others have had their turn: each has looked at the slot when it began.
    await new Promise((resolve) => setTimeout(resolve, 1500));
    for (const { child } of three) child.kill('SIGTERM');
    for (const { ended } of three) expect((await ended).exitCode).toBe(143);
    const runs = await built.run(['events', '--json'], provider.env());
    expect(new Set((JSON.parse(runs.stdout) as { runId: string }[]).map(({ runId }) => runId)).size).toBe(1);
    expect(linesOf('news.ndjson')).toHaveLength(1);
  });

  it('ends well within ten seconds of SIGTERM while a source hangs, and the next one begins where it ended', async () => {
    configured();
    provider.answer.tiingo = hang;
    const hanging = watching();
    await until(() => expect(provider.requests.length).toBeGreaterThan(0));
    const at = performance.now();
    hanging.child.kill('SIGTERM');
    expect(await hanging.ended).toMatchObject({ exitCode: 143 });
    expect(performance.now() - at).toBeLessThan(10_000);
    const check = await built.run(['db', 'check', '--json']);
    expect(JSON.parse(check.stdout)).toMatchObject({ problems: [] });
  });

  it('ends at once with the second signal', async () => {
    configured('sinks: [{ use: webhook, url: "http://127.0.0.1:9/", timeoutMs: 10000 }]');
    provider.answer.tiingo = hang;
    const hanging = watching();
    await until(() => expect(provider.requests.length).toBeGreaterThan(0));
    hanging.child.kill('SIGINT');
    hanging.child.kill('SIGINT');
    const { exitCode, stderr } = await hanging.ended;
    expect(exitCode).toBe(130);
    expect(stderr).not.toContain('    at ');
  });

  it('logs one event a line where nobody watches, with the run in each, and no key', async () => {
    configured();
    provider.answer.tiingo = tiingoList(tiingoNews(1));
    const { child, ended } = watching();
    await until(() => expect(provider.requests.length).toBeGreaterThan(0));
    await new Promise((resolve) => setTimeout(resolve, 1500));
    child.kill('SIGTERM');
    const { stderr, stdout } = await ended;
    expect(stdout).toBe('');
    const lines = stderr
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { msg: string; runId?: string });
    expect(lines.map(({ msg }) => msg)).toEqual(['run:started', 'collection:ended', 'run:ended']);
    expect(new Set(lines.map(({ runId }) => runId)).size).toBe(1);
    expect(stderr).not.toContain(provider.env().TIINGO_API_KEY);
  });

  it('serves metrics, status and stories to those who have the token, and ends in time with connections that are open', async () => {
    configured();
    provider.answer.tiingo = tiingoList(tiingoNews(2));
    const token = 'a-token-of-32-characters-or-more';
    const port = await freePort();
    const args = ['watch', '--verbose', '--http', `127.0.0.1:${port}`];
    const { child, ended } = built.start(args, { ...provider.env(), INGEST_HTTP_TOKEN: token });
    const ask = (path: string, headers: Record<string, string> = { authorization: `Bearer ${token}` }) =>
      fetch(`http://127.0.0.1:${port}${path}`, { headers });
    await until(async () => expect((await ask('/readyz', {})).status).toBe(200));
    expect((await ask('/metrics', {})).status).toBe(401);
    const metrics = await (await ask('/metrics')).text();
    expect(metrics).toContain('\ningest_collections_total{source="tiingo",outcome="ok"} 1\n');
    expect(metrics).toMatch(/^process_cpu_seconds_total /m);
    expect(await (await ask('/api/items?limit=1')).json()).toHaveLength(1);
    const status = await (await ask('/api/status')).json();
    const printed = jsonOf<object>(await built.run(['status', '--json'], provider.env()));
    expect(Object.keys(status as object)).toEqual(Object.keys(printed));
    const silent = connect({ port, host: '127.0.0.1' }).on('error', () => {});
    const at = performance.now();
    child.kill('SIGTERM');
    const { exitCode, stderr } = await ended;
    expect(exitCode).toBe(143);
    expect(performance.now() - at).toBeLessThan(5_000);
    expect(stderr).not.toContain(token);
    silent.destroy();
  });

  it('is not served to others without a token', async () => {
    configured();
    const { exitCode, stderr } = await built.run(['watch', '--http', '0.0.0.0:8787'], provider.env());
    expect(exitCode).toBe(2);
    expect(stderr).toContain('INGEST_HTTP_TOKEN');
  });
});
