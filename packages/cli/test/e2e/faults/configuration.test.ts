import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { json } from './support/answers.js';
import { expectConfigError } from './support/expectations.js';
import { faultWorld } from './support/fault-world.js';
import { tiingoList } from './support/lists.js';
import { finnhubStory, noNews, tiingoItems } from './support/news.js';
import { forever, times } from './support/script.js';

const world = faultWorld();

const withoutConfig = () => rmSync(world.path('ingest.config.json'));
const write = (name: string, text: string) => writeFileSync(world.path(name), text);
/** A run with nothing but what the test gives it. */
const bareRun = (...flags: readonly string[]) => world.ingest('run', ...flags);

describe('a configuration', () => {
  it('row 86: that is not there, and no tickers either', async () => {
    withoutConfig();
    expectConfigError(world, await bareRun(), 'tickers', '--tickers', 'INGEST_TICKERS');
  });

  it('row 86: that is named and not there', async () => {
    expectConfigError(world, await bareRun('--config', 'other.yaml', '--tickers', 'AAPL'), 'other.yaml');
  });

  it('row 86: that may not be read', async () => {
    chmodSync(world.path('ingest.config.json'), 0o000);
    chmodSync(world.directory, 0o755);
    world.preload('as-nobody.mjs');
    expectConfigError(world, await bareRun('--tickers', 'AAPL'), 'ingest.config.json');
    chmodSync(world.path('ingest.config.json'), 0o644);
  });

  it('row 86: that is no JSON', async () => {
    write('ingest.config.json', '{\n  "tickers": ["AAPL",\n  "mode": "failover"\n}');
    expectConfigError(world, await bareRun(), /ingest\.config\.json:\d+:\d+/);
  });

  it('row 86: that is no YAML', async () => {
    withoutConfig();
    write('ingest.config.yaml', 'tickers: [AAPL\nmode: failover\n');
    expectConfigError(world, await bareRun(), /ingest\.config\.yaml:\d+:\d+/);
  });

  it.each([
    ['an unknown key', 'tickers: [AAPL]\nstor: news.db\n', ['stor', '"store"', /yaml:2:\d+/]],
    [
      'an unknown key of a source',
      'tickers: [AAPL]\nsources: [{ use: tiingo, timeout: 5 }]\n',
      ['timeout', 'timeoutMs'],
    ],
    ['a number for a list', 'tickers: 42\n', ['tickers', '42', /yaml:1:\d+/]],
    [
      'words for a number',
      'tickers: [AAPL]\nsources:\n  - { use: tiingo, timeoutMs: fast }\n',
      ['sources[0].timeoutMs', 'fast'],
    ],
    [
      'a time that is too long',
      'tickers: [AAPL]\nsources: [{ use: tiingo, timeoutMs: 20000 }]\n',
      ['timeoutMs', '20000', '10000'],
    ],
    ['an unknown source', 'tickers: [AAPL]\nsources: [tingo]\n', ['tingo', '"tiingo"']],
    ['an unknown mode', 'tickers: [AAPL]\nmode: paralel\n', ['mode', 'paralel', 'parallel']],
    ['an empty list of sources', 'tickers: [AAPL]\nsources: []\n', ['sources']],
    ['nothing but a list', '- AAPL\n', ['ingest.config.yaml']],
  ])('row 86: with %s', async (_, text, words) => {
    withoutConfig();
    write('ingest.config.yaml', text);
    expectConfigError(world, await bareRun('--json'), ...words);
  });
});

describe('a key', () => {
  it('row 87: that is missing for the primary leaves it out with one warning', async () => {
    world.env.TIINGO_API_KEY = '';
    world.finnhub.plays(times(2, finnhubStory));
    const ran = await world.run();
    expect(ran.exitCode).toBe(0);
    expect(ran.report).toMatchObject({
      outcome: 'ok',
      failovers: [],
      unanswered: [],
      sources: [{ source: 'tiingo', outcome: 'not-configured', requests: 0 }, { outcome: 'ok' }],
      warnings: [expect.stringContaining('TIINGO_API_KEY')],
    });
    for (const { isFailover } of await world.items()) expect(isFailover).toBe(false);
  });

  it('row 87: that is missing for the secondary leaves it out with one warning', async () => {
    world.env.FINNHUB_API_KEY = ' ';
    world.tiingo.plays(noNews);
    const ran = await world.run();
    expect(ran.exitCode).toBe(0);
    expect(ran.report).toMatchObject({ outcome: 'ok', warnings: [expect.stringContaining('FINNHUB_API_KEY')] });
  });

  it('row 87: that is missing for the secondary leaves nobody to stand in', async () => {
    world.env.FINNHUB_API_KEY = '';
    world.tiingo.plays(json({ detail: 'Not found.' }, { status: 404 }));
    const ran = await world.run();
    expect(ran.exitCode).toBe(4);
    expect(ran.report).toMatchObject({
      outcome: 'failed',
      failovers: [],
      sources: [{ errorCode: 'NOT_FOUND' }, { outcome: 'not-configured' }],
    });
  });

  it('row 87: that is missing for both is no configuration to run with', async () => {
    Object.assign(world.env, { TIINGO_API_KEY: '', FINNHUB_API_KEY: '' });
    expectConfigError(world, await bareRun('--tickers', 'AAPL', '--json'), 'TIINGO_API_KEY', 'FINNHUB_API_KEY');
  });

  it('row 90: is trimmed, from the environment and from .env', async () => {
    const { TIINGO_API_KEY: ofTiingo = '', FINNHUB_API_KEY: ofFinnhub = '' } = world.environment();
    Object.assign(world.env, { TIINGO_API_KEY: ` ${ofTiingo}\r\n`, FINNHUB_API_KEY: '' });
    write('.env', `FINNHUB_API_KEY="  ${ofFinnhub} "\n`);
    world.writesItself('.env');
    world.tiingo.plays(json({}));
    world.finnhub.plays(times(2, noNews));
    expect((await world.run()).exitCode).toBe(0);
    expect(world.askedOf('tiingo')[0]?.headers.authorization).toBe(`Token ${ofTiingo}`);
    expect(world.askedOf('finnhub')[0]?.headers['x-finnhub-token']).toBe(ofFinnhub);
  });

  it.each([
    ['the environment', (key: string) => Object.assign(world.env, { TIINGO_API_KEY: key })],
    [
      '.env',
      (key: string) => {
        world.env.TIINGO_API_KEY = '';
        write('.env', `TIINGO_API_KEY="${key}"\n`);
        world.writesItself('.env');
      },
    ],
  ])('row 90: with a line break inside is refused, from %s', async (_, give) => {
    const secret = 'split-key-51c0de';
    world.keepsSecret({ secret, owner: null });
    give(`${secret}\nx-smuggled: yes`);
    expectConfigError(world, await bareRun('--tickers', 'AAPL'), 'TIINGO_API_KEY', /line break/);
  });
});

describe('an address', () => {
  it.each(['nonsense', 'ftp://files.example', 'http://', '//api.tiingo.com', 'http://api.tiingo.com?x=1'])(
    'row 88: %s is no base url',
    async (value) => {
      world.env.TIINGO_BASE_URL = value;
      expectConfigError(
        world,
        await bareRun('--tickers', 'AAPL'),
        'TIINGO_BASE_URL',
        value.split('?')[0] ?? '',
        'http',
      );
    },
  );

  it('row 88: with a password is no base url, and the password stays unsaid', async () => {
    world.keepsSecret({ secret: 'hunter2-and-more', owner: null });
    world.env.TIINGO_BASE_URL = 'https://user:hunter2-and-more@api.tiingo.com';
    expectConfigError(world, await bareRun('--tickers', 'AAPL'), 'TIINGO_BASE_URL');
  });

  it.each(['mongodb://x', 'sqlite:', 'sqlite://host', ''])('row 88: "%s" is no store', async (value) => {
    withoutConfig();
    const ended = await bareRun('--tickers', 'AAPL', '--store', value);
    expectConfigError(world, ended, 'store', value === '' ? 'expected' : 'sqlite:news.db');
  });

  it('row 92: of a store with a password keeps the password to itself', async () => {
    world.keepsSecret({ secret: 'swordfish-9000', owner: null });
    const ended = await bareRun(
      '--tickers',
      'AAPL',
      '--store',
      'mysql://root:swordfish-9000@db.example/news',
      '--json',
    );
    expectConfigError(world, ended, 'mysql');
  });

  it('row 88: of a store whose package is not installed names the command that installs it', async () => {
    world.preload('without-driver.mjs');
    const ended = await bareRun('--tickers', 'AAPL', '--store', 'news.db', '--json');
    expect(ended.exitCode).toBe(2);
    expect(JSON.parse(ended.stdout)).toMatchObject({ error: { code: 'DRIVER_MISSING' } });
    expect(ended.stderr).toMatch(/npm install better-sqlite3/);
    expect(ended.stderr.trim().split('\n').length).toBeLessThanOrEqual(2);
    expect(world.asked).toEqual([]);
  });
});

describe('a ticker', () => {
  it.each(['AAPL;DROP', '../x', 'A'.repeat(200), '', 'AAPL MSFT', '<b>'])('row 89: "%s" is none', async (ticker) => {
    withoutConfig();
    const ended = await bareRun('--tickers', `MSFT,${ticker}`);
    expectConfigError(world, ended, '--tickers', ticker === '' ? '' : ticker.slice(0, 50));
  });

  it('row 89: is read in each of its forms', async () => {
    world.tiingo.plays(forever(tiingoList(tiingoItems(1, { tickers: ['brk-b'] }))));
    const ran = await world.run('--tickers', 'aapl, BRK.B,BF-B,brk/a');
    expect(ran.exitCode).toBe(0);
    expect(ran.report.tickers).toEqual(['AAPL', 'BRK.B', 'BF.B', 'BRK.A']);
    expect(world.asked[0]?.symbols).toEqual(['AAPL', 'BRK-B', 'BF-B', 'BRK-A']);
    expect(await world.items()).toMatchObject([{ tickers: ['BRK.B'] }]);
  });
});
