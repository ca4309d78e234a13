import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { IngestError } from '@ingest/core';
import { describe, expect, it, vi } from 'vitest';
import { loadSettings, type SettingFlags, settingsOf } from '../../src/config/load.js';
import { readConfigText } from '../../src/config/read-file.js';
import { environmentOf } from '../../src/env.js';
import { inEmptyDirectory } from '../support/ingest.js';

const directory = inEmptyDirectory();

const file = (text: string) => writeFileSync('ingest.config.yaml', text);

/** The whole message of the error that loading ends in. */
async function problem(flags: SettingFlags = {}): Promise<string> {
  const error = await loadSettings(flags).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!IngestError.is(error)) throw new Error('loading did not fail with a code', { cause: error });
  expect(error.code).toBe('CONFIG_INVALID');
  return [error.message, error.hint ?? ''].join('\n');
}

describe('loadSettings', () => {
  it('has defaults for everything', async () => {
    const { settings, configPath } = await loadSettings({});
    expect(configPath).toBeNull();
    expect(settings).toMatchObject({ tickers: [], mode: 'failover', store: 'sqlite:ingest.db' });
    expect(settings.sources.map(({ use, timeoutMs, enabled }) => [use, timeoutMs, enabled])).toEqual([
      ['tiingo', 10_000, true],
      ['finnhub', 10_000, true],
    ]);
  });

  it('lets flags beat the environment, that .env, and that the file', async () => {
    file('tickers: [A]\nstore: sqlite:file.db\nmode: parallel\nsources: [finnhub]\n');
    writeFileSync('.env', 'INGEST_TICKERS=B\nINGEST_STORE=sqlite:dotenv.db\nINGEST_MODE=failover\n');
    vi.stubEnv('INGEST_TICKERS', 'C, D');
    vi.stubEnv('INGEST_STORE', 'sqlite:environment.db');
    const { settings, origins } = await loadSettings({ tickers: 'E' });
    expect(settings).toMatchObject({ tickers: ['E'], store: 'sqlite:environment.db', mode: 'failover' });
    expect(Object.fromEntries(origins)).toEqual({
      tickers: '--tickers',
      sources: join(directory.path, 'ingest.config.yaml'),
      mode: `INGEST_MODE (${directory.path}/.env)`,
      schedule: 'default',
      sinks: 'default',
      alerts: 'default',
      heartbeat: 'default',
      sentiment: 'default',
      store: 'INGEST_STORE (environment)',
    });
  });

  it('takes the heartbeat from the environment, and keeps it secret', async () => {
    vi.stubEnv('INGEST_HEARTBEAT', 'https://beat.example/1234');
    const { settings, secrets } = await loadSettings({ tickers: 'A' });
    expect(settings.heartbeat).toBe('https://beat.example/1234');
    expect(secrets).toContain('https://beat.example/1234');
  });

  it('looks for the file upward, and reads .env beside it', async () => {
    file('tickers: [AAPL]\n');
    writeFileSync('.env', 'TIINGO_API_KEY=key-beside-it\n');
    mkdirSync('a/b', { recursive: true });
    const { settings, environment } = await loadSettings({}, join(directory.path, 'a/b'));
    expect(settings.tickers).toEqual(['AAPL']);
    expect(environment.get('TIINGO_API_KEY')?.value).toBe('key-beside-it');
  });

  it('reads JSON too', async () => {
    writeFileSync('ingest.config.json', '{"tickers": ["AAPL"], "sources": [{"use": "finnhub", "timeoutMs": 8000}]}');
    expect((await loadSettings({})).settings.sources).toMatchObject([{ use: 'finnhub', timeoutMs: 8000 }]);
  });

  it('puts variables in, and knows their values for secrets', async () => {
    file('tickers: [AAPL]\nstore: "sqlite:${NAME}.db"\n');
    vi.stubEnv('NAME', 'of-the-store');
    const { settings, secrets } = await loadSettings({});
    expect(settings.store).toBe('sqlite:of-the-store.db');
    expect(secrets).toEqual(['of-the-store']);
  });

  it('keeps what the file says of a source that a flag names', async () => {
    file('sources: [tiingo, { use: finnhub, name: spare, timeoutMs: 500 }]\n');
    const { settings } = await loadSettings({ source: 'spare,tiingo' });
    expect(settings.sources).toMatchObject([{ use: 'finnhub', name: 'spare', timeoutMs: 500 }, { use: 'tiingo' }]);
  });

  it.each([
    [
      'an unknown setting',
      'tickerz: [AAPL]\n',
      'ingest.config.yaml:1:10',
      'tickerz: unknown setting\n  did you mean "tickers"?',
    ],
    [
      'an unknown key of a source',
      'sources:\n  - use: tiingo\n    timeout: 5\n',
      'ingest.config.yaml:3:14',
      'sources[0].timeout: unknown setting\n  did you mean "timeoutMs"?',
    ],
    [
      'an unknown source',
      'tickers: [A]\nsources:\n  - use: finhub\n',
      'ingest.config.yaml:3:10',
      'sources[0].use: unknown source "finhub"\n  did you mean "finnhub"?  known: tiingo, finnhub',
    ],
    ['a value of the wrong type', 'tickers: AAPL\n', 'ingest.config.yaml:1:10', 'tickers: expected array, not "AAPL"'],
    [
      'a number out of range',
      'sources: [{ use: tiingo, timeoutMs: 60000 }]\n',
      'ingest.config.yaml:1:37',
      'sources[0].timeoutMs: expected number to be <=10000, not 60000',
    ],
    [
      'a bad base url',
      'sources: [{ use: tiingo, baseUrl: "ftp://x" }]\n',
      'ingest.config.yaml:1:35',
      'sources[0].baseUrl: expected a valid URL, not "ftp://x"',
    ],
    ['a ticker that cannot be one', 'tickers: [AAPL, "../x"]\n', 'ingest.config.yaml:1:17', '"../x" is not a ticker'],
    [
      'two sources of one name',
      'sources: [tiingo, tiingo]\n',
      'ingest.config.yaml:1:19',
      'sources[1]: two sources are named "tiingo"',
    ],
    [
      'a base url with a password',
      'sources: [{ use: tiingo, baseUrl: "http://u:hunter22@x" }]\n',
      'ingest.config.yaml:1:35',
      'sources[0].baseUrl: expected a url without user and password',
    ],
    [
      'a sink that there is not',
      'sinks:\n  - use: webhok\n    url: https://u:hunter22@x/hunter22\n',
      'ingest.config.yaml:2:10',
      'sinks[0].use: unknown sink "webhok"\n  did you mean "webhook"?  known: webhook, slack, redis, nats, sns, file, stdout',
    ],
    [
      'a sink that is a url',
      'sinks: ["https://u:hunter22@x/hunter22"]\n',
      'ingest.config.yaml:1:9',
      'sinks[0]: expected object, not "***"',
    ],
    [
      'sinks that are a url',
      'sinks: "https://x/hunter22"\n',
      'ingest.config.yaml:1:8',
      'sinks: expected array, not "***"',
    ],
    ['a sink without a use', 'sinks: [{ url: hunter22 }]\n', 'ingest.config.yaml:1:9', 'sinks[0].use: expected string'],
    [
      'a bad name of a sink',
      'sinks: [{ use: file, name: 7 }]\n',
      'ingest.config.yaml:1:28',
      'sinks[0].name: expected string, not 7',
    ],
    ['broken YAML', 'tickers: [AAPL\n', 'ingest.config.yaml:2:1', 'not readable'],
    ['a file that is no map', '- AAPL\n', 'ingest.config.yaml:1:1', 'expected settings by name'],
    ['a variable that is not set', 'store: "${NOT_THERE}"\n', 'ingest.config.yaml:1:8', 'NOT_THERE is not set'],
  ])('says where and what for %s', async (_, text, place, words) => {
    file(text);
    const message = await problem();
    expect(message).toContain(place);
    expect(message).toContain(words);
    expect(message).not.toContain('hunter22');
  });

  it('names the flag or variable instead of the file where the value came from there', async () => {
    file('tickers: [AAPL]\n');
    expect(await problem({ tickers: 'AAPL;DROP' })).toContain('--tickers: "AAPL;DROP" is not a ticker');
    expect(await problem({ source: 'finhub' })).toContain('--source: sources[0].use: unknown source "finhub"');
    vi.stubEnv('INGEST_MODE', 'both');
    expect(await problem()).toContain(
      'INGEST_MODE (environment): mode: expected one of "failover"|"parallel", not "both"',
    );
  });

  it('knows the token of watch --http for a secret', async () => {
    vi.stubEnv('INGEST_HTTP_TOKEN', 'a-token-of-32-characters-or-more');
    expect((await loadSettings({})).secrets).toEqual(['a-token-of-32-characters-or-more']);
  });

  it('keeps the options of sinks for the sinks, and their secrets out of what is taken from the news', async () => {
    file(
      'sinks: [{ use: webhook, url: "https://x/hook", headers: { x-tenant: markets }, secret: "${HOOK_SECRET}" }]\n',
    );
    vi.stubEnv('HOOK_SECRET', 'from-the-environment');
    const { settings, secrets, whereIs } = await loadSettings({});
    expect(settings.sinks).toEqual([
      {
        use: 'webhook',
        enabled: true,
        url: 'https://x/hook',
        headers: { 'x-tenant': 'markets' },
        secret: 'from-the-environment',
      },
    ]);
    expect(secrets).toEqual(['from-the-environment']);
    expect(whereIs(['sinks', 0, 'url'])).toMatch(/ingest\.config\.yaml:1:\d+ {2}$/);
    expect(whereIs(['mode'])).toBe('default: ');
  });

  it('names a file that cannot be read', async () => {
    expect(await problem({ config: 'missing.yaml' })).toContain('missing.yaml cannot be read (ENOENT)');
    mkdirSync('ingest.config.yaml');
    expect(await problem()).toContain('ingest.config.yaml cannot be read (EISDIR)');
  });
});

describe('settingsOf', () => {
  const settingsIn = async (text: string, variables: Record<string, string> = {}) =>
    settingsOf({
      flags: {},
      environment: environmentOf([{ origin: 'elsewhere', read: (name) => variables[name] }]),
      file: await readConfigText('A_TEXT', text),
      configPath: null,
      cwd: directory.path,
    });

  it('reads a text and variables that were handed in, and nothing of this machine', async () => {
    vi.stubEnv('INGEST_MODE', 'parallel');
    writeFileSync('.env', 'INGEST_MODE=parallel\n');
    file('mode: parallel\n');
    const { settings, origins, configPath } = await settingsIn('heartbeat: "https://beat.example/${ID}"', {
      INGEST_TICKERS: 'AAPL,MSFT',
      ID: '1234',
    });
    expect(settings).toMatchObject({
      tickers: ['AAPL', 'MSFT'],
      mode: 'failover',
      heartbeat: 'https://beat.example/1234',
    });
    expect([origins.get('tickers'), origins.get('heartbeat'), configPath]).toEqual([
      'INGEST_TICKERS (elsewhere)',
      'A_TEXT',
      null,
    ]);
  });

  it('says where in the text a setting is wrong', async () => {
    await expect(settingsIn('tickers: [AAPL]\nmode: both\n')).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringContaining('A_TEXT:2:7  mode: expected one of'),
    });
  });
});
