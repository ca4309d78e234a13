import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { NewsItem, RunReport } from '@ingest/core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { inEmptyDirectory, ingest } from '../support/ingest.js';

inEmptyDirectory();

const keys = {
  ALPHAVANTAGE_API_KEY: 'alpha-key-7f3a9b',
  MARKETAUX_API_KEY: 'market-key-c81d22',
  POLYGON_API_KEY: 'polygon-key-55e0aa',
};

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString().slice(0, 19);

/** What each provider knows of a ticker, by the path of its requests. Polygon has two pages. */
const answers: Readonly<Record<string, (ask: URLSearchParams) => object>> = {
  '/query'(ask) {
    const ticker = ask.get('tickers');
    const time_published = minutesAgo(10).replaceAll(/[-:]/g, '');
    const ticker_sentiment = [{ ticker, relevance_score: '0.9', ticker_sentiment_score: '0.4' }];
    const title = `Calder Motors opens a plant in the north, says ${ticker} - Calder  ( NYSE:CLDR ) `;
    return { items: '1', feed: [{ title, url: `https://a.example/${ticker}`, time_published, ticker_sentiment }] };
  },
  '/news/all'(ask) {
    const symbols = ask.get('symbols')?.split(',') ?? [];
    const entities = symbols.map((symbol) => ({ symbol, country: 'us', sentiment_score: 0.1 }));
    const article = { uuid: 'm1', title: 'Belt Rail orders forty engines', published_at: `${minutesAgo(20)}.000000Z` };
    return { meta: { found: 1, returned: 1, limit: 3, page: 1 }, data: [{ ...article, entities }] };
  },
  '/v2/reference/news'(ask) {
    const cursor = ask.get('cursor');
    const ticker = ask.get('ticker') ?? new URLSearchParams(atob(cursor ?? '')).get('ticker');
    const page = cursor === null ? 1 : 2;
    const next = { next_url: `https://elsewhere.example/v2/reference/news?cursor=${btoa(`page=2&ticker=${ticker}`)}` };
    const title = `Harbour Bank lends more to shipyards, part ${page} about ${ticker}`;
    const article = { id: `${ticker}${page}`, title, published_utc: `${minutesAgo(30 * page)}Z`, tickers: [ticker] };
    return { status: 'OK', results: [article], ...(page === 1 && next) };
  },
};

/** All three providers on loopback. */
function providers() {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(request.url ?? '');
    const url = new URL(request.url ?? '/', 'http://loopback');
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(answers[url.pathname]?.(url.searchParams) ?? { error: 'no such path' }));
  });
  beforeEach(async () => {
    requests.length = 0;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    for (const [variable, key] of Object.entries(keys)) {
      vi.stubEnv(variable, key);
      vi.stubEnv(variable.replace('API_KEY', 'BASE_URL'), base);
    }
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { requests };
}
const { requests } = providers();

const chain = ['--source', 'alphavantage,marketaux,polygon', '--tickers', 'AAPL,BRK.B'];
const holdsNoKey = (text: string) => Object.values(keys).every((key) => !text.includes(key));
const headlines = async () =>
  (await ingest('items', '--json'))
    .json<readonly NewsItem[]>()
    .map(({ headline, tickers, source }) => ({ headline, tickers, source }));

describe('the sources with sentiment', () => {
  it('are collected by their names, and a recording of them is played again without a key', async () => {
    const run = await ingest('run', ...chain, '--mode', 'parallel', '--record', 'day.har', '--json');
    const report = run.json<RunReport>();
    expect(report).toMatchObject({ outcome: 'ok', warnings: [] });
    expect(report.sources.map(({ source, outcome, items }) => [source, outcome, items])).toEqual([
      ['alphavantage', 'ok', 2],
      ['marketaux', 'ok', 1],
      ['polygon', 'ok', 4],
    ]);
    expect(requests.filter((url) => url.includes(keys.POLYGON_API_KEY))).toEqual([]);
    expect(requests.filter((url) => !holdsNoKey(url))).toHaveLength(3);
    const found = await headlines();
    expect(found).toHaveLength(7);
    expect(found[0]?.headline).toMatch(/says (?:AAPL|BRK-B)$/);
    const recorded = readFileSync('day.har', 'utf8');
    expect([run.stdout, run.stderr, recorded, readFileSync('ingest.db', 'latin1')].map(holdsNoKey)).toEqual(
      Array(4).fill(true),
    );
    expect(recorded).toContain('apikey=***');
    expect(recorded).toContain('api_token=***');

    const digest = (await ingest('db', 'digest', '--json')).json();
    for (const variable of Object.keys(keys)) vi.stubEnv(variable, undefined);
    requests.length = 0;
    const again = await ingest('run', '--replay', 'day.har', '--store', 'sqlite:again.db', '--json');
    expect(again.json<RunReport>()).toMatchObject({ outcome: 'ok', warnings: [] });
    expect(requests).toEqual([]);
    expect((await ingest('db', 'digest', '--store', 'sqlite:again.db', '--json')).json()).toEqual(digest);
  }, 20_000);

  it('are known to sources, plan, doctor and config', async () => {
    const { stdout } = await ingest('sources', ...chain.slice(0, 2));
    for (const name of ['alphavantage', 'marketaux', 'polygon']) expect(stdout).toMatch(new RegExp(`${name} +set`));
    const plan = (await ingest('plan', ...chain, '--json')).json<{ sources: readonly object[] }>();
    expect(plan.sources).toMatchObject([
      { source: 'alphavantage', plan: 'free', requestsPerRun: 2, fits: false },
      { source: 'marketaux', plan: 'free', requestsPerRun: 1, fits: true },
      { source: 'polygon', plan: 'free', requestsPerRun: 2, fits: true },
    ]);
    writeFileSync(
      'ingest.config.yaml',
      [
        'tickers: [AAPL]',
        'sources:',
        '  - { use: alphavantage, plan: premium-75 }',
        '  - { use: marketaux, plan: none }',
        '  - { use: polygon, plan: paid }',
        '',
      ].join('\n'),
    );
    expect((await ingest('config', 'validate')).exitCode).toBe(0);
    const doctor = await ingest('doctor');
    for (const name of ['alphavantage', 'marketaux', 'polygon'])
      expect(doctor.stdout).toMatch(new RegExp(`✓ ${name} +answered in \\d+ ms, key accepted, 1 article`));
    expect(requests).toHaveLength(3);
    expect(holdsNoKey(doctor.stdout + doctor.stderr)).toBe(true);
  });

  it('say which key is missing, and which plans there are', async () => {
    vi.stubEnv('ALPHAVANTAGE_API_KEY', undefined);
    const missing = await ingest('run', '--source', 'alphavantage', '--tickers', 'AAPL');
    expect(missing.exitCode).toBe(2);
    expect(missing.stderr).toContain('ALPHAVANTAGE_API_KEY is not set');
    writeFileSync('ingest.config.yaml', 'tickers: [AAPL]\nsources: [{ use: marketaux, plan: gold }]\n');
    const { exitCode, stderr } = await ingest('config', 'validate');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('plan must be one of free, none, not "gold"');
  });
});
