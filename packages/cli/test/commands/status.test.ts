import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Status } from '../../src/status/status.js';
import { incidentOf, storeOfIncidents } from '../support/incidents.js';
import { inEmptyDirectory, ingest } from '../support/ingest.js';
import { json, providers, tiingoList, tiingoNews } from '../support/providers.js';
import { receiver } from '../support/receiver.js';

/** What is written to file descriptor 2, which the log uses past `process.stderr`. */
const logged = vi.hoisted(() => ({ lines: [] as string[] }));
vi.mock('pino', async (original) => {
  const { default: pino } = await original<typeof import('pino')>();
  const destination = () => ({ write: (line: string) => logged.lines.push(line) });
  return { default: Object.assign(pino.bind(null), { destination }) };
});

inEmptyDirectory();
const desk = receiver();
const { answer, env } = providers();
beforeEach(() => {
  logged.lines.length = 0;
  for (const [name, value] of Object.entries(env())) vi.stubEnv(name, value);
});

const status = (...args: string[]) => ingest('status', ...args);
const configure = (...lines: string[]) => writeFileSync('ingest.config.yaml', ['tickers: [AAPL]', ...lines].join('\n'));
const told = () => configure(`alerts: [{ use: webhook, name: desk, url: "${desk.url()}" }]`);

describe('status', () => {
  it('is ok after a good run: fresh, the sources, the sinks, no incident', async () => {
    told();
    answer.tiingo = tiingoList(tiingoNews(3));
    await ingest('run', '--quiet');
    const { exitCode, stdout, stderr } = await status();
    expect(stdout).toMatch(/^✓ OK {2}fresh: last success \d s ago \(limit /);
    expect(stdout).toMatch(/XNYS (?:open|closed|early|late)/);
    expect(stdout).toMatch(/\n tiingo +closed +\d s ago +0 +hour \d\/50/);
    expect(stdout).toMatch(/\n runs +✓ \d s ago 3 new\n deliveries ✓ desk 0 waiting\n incidents +none\n$/);
    expect([exitCode, stderr]).toEqual([0, '']);
  });

  it('prints one JSON value of a shape that stays', async () => {
    told();
    await ingest('run', '--quiet');
    const { exitCode, json: value } = await status('--json');
    const found = value<Status>();
    expect([exitCode, found.exitCode, found.status]).toEqual([0, 0, 'ok']);
    expect(Object.keys(found)).toEqual(
      'status exitCode at freshness market sources runs fleet deliveries incidents'.split(' '),
    );
    expect(Object.keys(found.freshness)).toEqual('lastSuccessAt ageMs limitMs countedFrom isStale'.split(' '));
    expect(Object.keys(found.market ?? {})).toEqual('calendar zone phase until nextRunAt'.split(' '));
    expect(found.sources.map(({ source }) => source)).toEqual(['tiingo', 'finnhub']);
    expect(found.deliveries).toMatchObject([{ sink: 'desk', isConfigured: true }]);
  });

  it('is unknown without a store, makes none, and says what to type', async () => {
    const { exitCode, stdout } = await status();
    expect(stdout).toBe(
      '? UNKNOWN  could not open the store ingest.db: there is none\n  `ingest run` makes one; if there should be one, correct the path\n',
    );
    expect(exitCode).toBe(3);
    expect(existsSync('ingest.db')).toBe(false);
    const unread = await status('--json');
    expect(unread.exitCode).toBe(3);
    expect(unread.json()).toMatchObject({
      status: 'unknown',
      exitCode: 3,
      sources: [],
      error: { code: 'STORE_UNAVAILABLE' },
    });
  });

  it('is unknown before the first run, with a store that cannot be read, and with a broken configuration', async () => {
    await storeOfIncidents('ingest.db', []);
    expect(await status()).toMatchObject({
      exitCode: 3,
      stdout: expect.stringMatching(/^\? UNKNOWN {2}no run yet: ingest run/),
    });
    writeFileSync('broken.db', 'no database');
    const broken = await status('--store', 'broken.db');
    expect(broken).toMatchObject({ exitCode: 3, stdout: expect.stringMatching(/^\? UNKNOWN {2}.*broken\.db/) });
    configure('stroe: news.db');
    expect(await status()).toMatchObject({
      exitCode: 3,
      stdout: expect.stringMatching(/UNKNOWN.*stroe: unknown setting\n/),
    });
    expect((await status('--nothing')).exitCode).toBe(2);
  });

  it('shows no secret, whatever keeps it from looking', async () => {
    configure();
    const { exitCode, stdout } = await status('--store', `${env().TIINGO_API_KEY}.db`);
    expect(exitCode).toBe(3);
    expect(stdout).toMatch(/^\? UNKNOWN {2}could not open the store \*+/);
    expect(stdout).not.toContain(env().TIINGO_API_KEY);
  });

  it('is what the worst open incident is', async () => {
    await ingest('run', '--quiet', '--tickers', 'AAPL');
    await storeOfIncidents('ingest.db', [
      incidentOf(Date.now(), { kind: 'SLOW_COLLECTION', source: null, summary: 'slow' }),
    ]);
    const warned = await status();
    expect(warned.exitCode).toBe(1);
    expect(warned.stdout).toMatch(/^! WARNING {2}fresh/);
    expect(warned.stdout).toMatch(/! SLOW_COLLECTION since 3 min ago {3}\(ingest alerts show 01K6ZQ.*\)\n +slow\n$/);
  });

  it('needs no key of those who run', async () => {
    await ingest('run', '--quiet', '--tickers', 'AAPL');
    for (const name of Object.keys(env())) vi.stubEnv(name, undefined);
    const { exitCode, stdout } = await status();
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/\n tiingo +closed +\d s ago .*\n +TIINGO_API_KEY is not set here\n finnhub +no key/);
  });

  it('writes nothing', async () => {
    told();
    await ingest('run', '--quiet');
    const before = readdirSync('.').map((name) => [name, readFileSync(name, 'base64')]);
    await status();
    expect(readdirSync('.').map((name) => [name, readFileSync(name, 'base64')])).toEqual(before);
  });
});

describe('a sink that could carry DELIVERY_FAILING and is the dead one (row 85)', () => {
  it('is in alerts, in status with 2, and on stderr; what waits is delivered when it is back', async () => {
    told();
    desk.state.status = 400;
    answer.tiingo = json({ detail: 'down' }, 404);
    answer.finnhub = json('', 404);
    // The third failed run in a row is told of, and the only one who is to hear of it refuses.
    await ingest('run', '--quiet');
    await ingest('run', '--quiet');
    const third = await ingest('run');
    expect(third.exitCode).toBe(4);
    expect(logged.lines.map((line) => JSON.parse(line))).toContainEqual(
      expect.objectContaining({
        level: 50,
        msg: 'incident:fired',
        alert: expect.objectContaining({ kind: 'DELIVERY_FAILING', state: 'firing' }),
      }),
    );

    const alerts = (await ingest('alerts', '--json')).json<{ kind: string; state: string }[]>();
    expect(alerts.map(({ kind, state }) => `${kind} ${state}`)).toContain('DELIVERY_FAILING firing');
    const seen = await status();
    expect(seen.exitCode).toBe(2);
    expect(seen.stdout).toMatch(/^✗ CRITICAL/);
    expect(seen.stdout).toMatch(/✗ desk .*given up/);
    expect(seen.stdout).toMatch(/✗ DELIVERY_FAILING since .* {3}\(ingest alerts show 01/);

    desk.state.status = 204;
    await ingest('deliveries', 'retry', '--sink', 'desk');
    answer.tiingo = tiingoList(tiingoNews(1));
    // A changed key is asked at once, whatever the breaker of the old one says.
    vi.stubEnv('TIINGO_API_KEY', 'tiingo-key-of-later');
    expect((await ingest('run', '--quiet')).exitCode).toBe(0);
    const kinds = desk.posted().map(({ data }) => `${data.kind} ${data.state}`);
    expect(kinds).toContain('DELIVERY_FAILING firing');
    expect(kinds.at(-1)).toBe('DELIVERY_FAILING resolved');
    expect((await status()).stdout).toMatch(/ deliveries ✓ desk 0 waiting\n/);
  });
});
