import { writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CollectionEvent, NewsItem, RunReport } from '@ingest/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { builtCommand, jsonOf } from '../support/built.js';

const command = builtCommand();

/** A feed server on loopback: `entries` are headlines, by path; an ETag is the number of them. */
function feedServer() {
  const state = {
    url: '',
    entries: new Map<string, readonly string[]>(),
    requests: [] as IncomingMessage[],
    answered: [] as number[],
  };
  const server = createServer((request, response) => {
    state.requests.push(request);
    const titles = state.entries.get(new URL(request.url ?? '', 'http://feed').pathname) ?? [];
    const etag = `"${titles.length}"`;
    const isKnown = request.headers['if-none-match'] === etag;
    state.answered.push(isKnown ? 304 : 200);
    response.writeHead(isKnown ? 304 : 200, { etag, 'content-type': 'application/rss+xml' });
    response.end(isKnown ? undefined : rss(titles));
  });
  beforeEach(async () => {
    Object.assign(state, { entries: new Map(), requests: [], answered: [] });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    state.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return state;
}
const server = feedServer();

function rss(titles: readonly string[]): string {
  const items = titles.map((title, index) => {
    const time = new Date(Date.now() - (titles.length - index) * 60_000).toUTCString();
    return `<item><title>${title}</title><guid>${index}</guid><link>/news/${index}</link><pubDate>${time}</pubDate></item>`;
  });
  return `<rss version="2.0"><channel><title>Harbour Wire</title>${items.reverse().join('')}</channel></rss>`;
}

const about = '(NASDAQ: AAPL) opens a plant in the north';
const first = [
  `Calder ${about}`,
  'A bank that nobody asked about lends more',
  'Apple Inc. raises its outlook for the year',
];

/** Writes the configuration; each source is its name and its options, as YAML. */
function configure(...sources: readonly (readonly [name: string, options: string])[]) {
  const lines = sources.map(([name, options]) => `  - { use: rss, name: ${name}, options: { ${options} } }`);
  writeFileSync(command.path('ingest.config.yaml'), ['tickers: [AAPL, MSFT]', 'sources:', ...lines, ''].join('\n'));
}
const wireOptions = () =>
  `url: "${server.url}/wire.xml", names: { AAPL: [Apple Inc.] }, pattern: '\\((?:NYSE|NASDAQ):\\s*([A-Z.]+)\\)'`;
const run = (...flags: string[]) => command.run(['run', '--json', ...flags]);
const items = async () => jsonOf<NewsItem[]>(await command.run(['items', '--json']));
const outcomes = async () =>
  jsonOf<CollectionEvent[]>(await command.run(['events', '--json'])).map(
    ({ source, outcome }) => `${source} ${outcome}`,
  );

describe('a feed', () => {
  it('is read once, asked for only if it has changed, and brings only what is new', async () => {
    configure(['wire', wireOptions()]);
    server.entries.set('/wire.xml', first);
    const ended = await run();
    expect({ code: ended.exitCode, stderr: ended.stderr }).toEqual({ code: 0, stderr: '' });
    expect(jsonOf<RunReport>(ended)).toMatchObject({
      outcome: 'ok',
      items: { received: 2, new: 2, rejected: 0 },
      requests: 1,
      warnings: [],
    });
    expect(await items()).toMatchObject([
      { headline: first[2], source: 'wire', publisher: 'Harbour Wire', url: `${server.url}/news/2`, tickers: ['AAPL'] },
      { headline: first[0] },
    ]);
    const second = jsonOf<RunReport>(await run());
    expect(second).toMatchObject({ outcome: 'ok', items: { received: 0 }, sources: [{ outcome: 'empty' }] });
    server.entries.set('/wire.xml', [...first, 'Apple Inc. buys a harbour']);
    expect(jsonOf<RunReport>(await run()).items).toMatchObject({ new: 1, duplicate: 2 });
    expect(server.answered).toEqual([200, 304, 200]);
    expect(await outcomes()).toEqual(['wire ok', 'wire empty', 'wire ok']);
  });

  it('is replayed to the same report each time, whether it was sent or had not changed', async () => {
    configure(['wire', wireOptions()]);
    server.entries.set('/wire.xml', first);
    const live = [];
    for (const day of ['1.har', '2.har']) live.push(jsonOf<RunReport>(await run('--record', day)));
    expect(server.answered).toEqual([200, 304]);
    for (const [index, day] of ['1.har', '2.har'].entries()) {
      const replays = [];
      for (const store of ['a', 'b'])
        replays.push(await run('--replay', day, '--store', `sqlite:${index}-${store}.db`));
      expect(replays[0]?.stderr).toBe('');
      expect(replays[1]?.stdout).toBe(replays[0]?.stdout);
      const report = jsonOf<RunReport>(replays[0] as (typeof replays)[0]);
      expect(report.items).toEqual(live[index]?.items);
      expect(report.sources.map(({ outcome }) => outcome)).toEqual([index === 0 ? 'ok' : 'empty']);
      expect(report.warnings).toEqual([]);
    }
    expect(server.requests).toHaveLength(2);
  });

  it('keeps nothing of a dry run', async () => {
    configure(['wire', wireOptions()]);
    server.entries.set('/wire.xml', first);
    await run('--dry-run');
    await run();
    await run('--dry-run');
    expect(server.answered).toEqual([200, 200, 304]);
    expect(await items()).toHaveLength(2);
  });

  it('is asked for one ticker at a time where its url has a place for it, and keeps them apart', async () => {
    const options = `url: "${server.url}/of/{symbol}.rss", symbols: { MSFT: "789" }, userAgent: "Sample Company a@sample.com"`;
    configure(['filings', options], ['spare', options]);
    server.entries.set('/of/AAPL.rss', ['8-K - Current report']).set('/of/789.rss', ['10-Q - Quarterly report']);
    const flags = ['--mode', 'parallel'];
    expect(jsonOf<RunReport>(await run(...flags))).toMatchObject({ outcome: 'ok', requests: 4 });
    expect(server.requests.map(({ url }) => url).sort()).toEqual([
      '/of/789.rss',
      '/of/789.rss',
      '/of/AAPL.rss',
      '/of/AAPL.rss',
    ]);
    expect(server.requests[0]?.headers['user-agent']).toBe('Sample Company a@sample.com');
    // Which source a source is, not where it is, decides what it was told.
    expect(server.answered).toEqual([200, 200, 200, 200]);
    await run(...flags);
    expect(server.answered.slice(4)).toEqual([304, 304, 304, 304]);
  });

  it('that is no feed fails, and nothing is said of news', async () => {
    configure(['wire', `url: "${server.url}/wire.xml", tickers: [AAPL]`]);
    server.entries.set('/wire.xml', ['</title></item></rss>']);
    const ended = await run();
    expect(ended.exitCode).toBe(4);
    expect(jsonOf<RunReport>(ended).sources).toMatchObject([{ outcome: 'failed', errorCode: 'MALFORMED_RESPONSE' }]);
  });

  it('is known to plan, doctor, sources, status and config', async () => {
    configure(
      ['wire', wireOptions()],
      ['edgar', 'url: "https://www.sec.gov/x?CIK={symbol}", userAgent: "Sample a@sample.com"'],
    );
    server.entries.set('/wire.xml', first);
    const said = async (...args: string[]) => {
      const { exitCode, stdout, stderr } = await command.run(args);
      expect({ args, exitCode, stderr }).toEqual({ args, exitCode: 0, stderr: '' });
      return stdout;
    };
    expect(await said('plan')).toContain('wire');
    expect(await said('config', 'validate')).not.toContain('not set');
    expect(await said('config', 'show')).toContain('wire.xml');
    expect(await said('doctor', '--source', 'wire')).toContain('3 articles');
    await said('run', '--source', 'wire', '--quiet');
    expect(await said('sources')).toContain(`${server.url}/wire.xml`);
    expect(await said('status', '--source', 'wire')).toContain('wire');
  });

  it.each([
    ['url: "https://www.sec.gov/x?CIK={symbol}"', 'userAgent'],
    ['url: "https://news.example/feed"', 'names'],
    ['tickers: [AAPL]', 'url'],
    ['url: "https://news.example/feed", pattern: "(a"', 'pattern'],
  ])('with %s is refused before anything is asked', async (options, named) => {
    configure(['wire', options]);
    const ended = await run();
    expect(ended.exitCode).toBe(2);
    expect(ended.stderr).toContain(named);
  });
});
