import { writeFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { inEmptyDirectory, ingest } from '../support/ingest.js';

inEmptyDirectory();

describe('config show', () => {
  it('shows every value with its origin, and hides secrets', async () => {
    writeFileSync('ingest.config.yaml', 'tickers: [AAPL]\nstore: "sqlite:${SECRET_NAME}.db"\n');
    vi.stubEnv('SECRET_NAME', 'hidden-value');
    vi.stubEnv('TIINGO_API_KEY', 'a-key-of-tiingo');
    const { stdout } = await ingest('config', 'show', '--mode', 'parallel');
    expect(stdout).toMatch(/tickers +\["AAPL"\] +.*ingest\.config\.yaml/);
    expect(stdout).toMatch(/mode +parallel +--mode/);
    expect(stdout).toMatch(/TIINGO_API_KEY +\*\*\* +environment/);
    expect(stdout).toMatch(/FINNHUB_API_KEY +not set/);
    expect(stdout).not.toMatch(/hidden-value|a-key-of-tiingo/);
    const { settings } = (await ingest('config', 'show', '--json')).json<{
      settings: { setting: string; origin: string }[];
    }>();
    expect(settings.find(({ setting }) => setting === 'mode')).toMatchObject({ value: 'failover', origin: 'default' });
  });

  it('hides a key that was written into the file', async () => {
    writeFileSync('ingest.config.yaml', 'sources: [{ use: tiingo, options: { apiKey: written-in-plain } }]\n');
    expect((await ingest('config', 'show')).stdout).not.toContain('written-in-plain');
  });

  it('hides what may be a secret of a sink, and shows the rest', async () => {
    const sink =
      'use: webhook, name: desk, url: "https://u:hunter22@x/y?a=hunter22", secret: hunter22, headers: { a: hunter22 }';
    writeFileSync('ingest.config.yaml', `sinks: [{ ${sink}, secrett: hunter22 }, { use: file, path: news.ndjson }]\n`);
    const { stdout } = await ingest('config', 'show');
    expect(stdout).toContain('"use":"webhook"');
    expect(stdout).toContain('"name":"desk"');
    expect(stdout).toContain('"path":"news.ndjson"');
    expect(stdout).not.toContain('hunter22');
    expect((await ingest('config', 'show', '--json')).stdout).not.toContain('hunter22');
  });

  it('hides the options of a scorer of one’s own: which of them are secrets only that knows', async () => {
    writeFileSync(
      'gauge.mjs',
      'export const createScorer = () => ({ name: "gauge", version: "1", hash: "ab", score() {} });',
    );
    writeFileSync('ingest.config.yaml', 'sentiment: { scorer: { use: ./gauge.mjs, options: { desk: hunter22 } } }\n');
    const { stdout } = await ingest('config', 'show');
    expect(stdout).toContain('{"scorer":{"use":"./gauge.mjs","options":{"desk":"***"}}}');
    expect((await ingest('config', 'show', '--json')).stdout).not.toContain('hunter22');
    writeFileSync('ingest.config.yaml', 'sentiment: { scorer: none }\n');
    expect((await ingest('config', 'show')).stdout).toContain('{"scorer":"none"}');
  });

  it('says when there is no file', async () => {
    expect((await ingest('config', 'show')).stdout).toContain('no configuration file');
  });
});

describe('config validate', () => {
  const validate = (...flags: string[]) => ingest('config', 'validate', ...flags);

  it('refuses a scorer that cannot be made', async () => {
    writeFileSync('gauge.mjs', 'export const createScorer = () => { throw new Error("no weights"); };');
    writeFileSync('ingest.config.yaml', 'tickers: [AAPL]\nsentiment: { scorer: ./gauge.mjs }\n');
    for (const command of [['config', 'validate'], ['doctor']])
      expect(await ingest(...command)).toMatchObject({
        exitCode: 2,
        stderr: expect.stringContaining('scorer ./gauge.mjs: createScorer failed: no weights'),
      });
  });

  it('refuses an early close outside of the session', async () => {
    const close = 'schedule: { earlyCloses: [{ date: 2026-06-04, close: "17:00" }] }\n';
    writeFileSync('ingest.config.yaml', close);
    expect(await validate('--tickers', 'AAPL')).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('schedule.earlyCloses[0]: not a time between 09:30 and 16:00'),
    });
  });

  it('says what is good, or what is wrong', async () => {
    vi.stubEnv('TIINGO_API_KEY', 'a-key-of-tiingo');
    expect((await validate('--tickers', 'AAPL')).stdout).toContain('no file (1 ticker, tiingo → finnhub)');
    writeFileSync('ingest.config.yaml', 'tickerz: []\n');
    const { exitCode, stderr } = await validate();
    expect(exitCode).toBe(2);
    expect(stderr).toContain('did you mean "tickers"?');
  });

  it('lets each source check its own options', async () => {
    writeFileSync('ingest.config.yaml', 'sources: [{ use: tiingo, options: { foo: 1 } }]\n');
    const { exitCode, stderr } = await validate();
    expect(exitCode).toBe(2);
    expect(stderr).toContain('there is no option foo');
  });

  it('lets each sink check its own options', async () => {
    writeFileSync('ingest.config.yaml', 'sinks:\n  - use: webhook\n    urll: https://hunter22.example\n');
    const { exitCode, stderr } = await ingest('config', 'validate');
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/ingest\.config\.yaml:3:11 {2}sinks\[0\]\.urll: unknown setting\n {2}did you mean "url"\?/);
    expect(stderr).not.toContain('hunter22');
  });

  it('checks the store’s url, and names keys that are not set', async () => {
    expect((await validate('--store', 'postgres://x')).exitCode).toBe(2);
    expect((await validate('--store', ':memory:')).exitCode).toBe(2);
    vi.stubEnv('FINNHUB_API_KEY', 'a-key-of-finnhub');
    expect((await validate('--tickers', 'AAPL')).stdout).toContain('! TIINGO_API_KEY is not set');
  });

  it('fails for all that a run rejects, a line each', async () => {
    const nothing = await validate();
    expect(nothing.exitCode).toBe(2);
    expect(nothing.stdout).toBe('');
    expect(nothing.stderr.trimEnd().split('\n')).toEqual([
      expect.stringMatching(/^✗ no tickers: .*ingest init/),
      expect.stringMatching(/^ {2}TIINGO_API_KEY is not set, and neither is FINNHUB_API_KEY: .*\.env/),
    ]);
    writeFileSync('ingest.config.yaml', 'tickers: [AAPL]\nsources: [{ use: tiingo, enabled: false }]\n');
    expect((await validate()).stderr).toContain('sources: none is enabled');
    expect((await validate('--json')).json()).toMatchObject({ error: { code: 'CONFIG_INVALID' } });
  });

  it('says nothing of the key of a source that is not enabled', async () => {
    writeFileSync('ingest.config.yaml', 'tickers: [AAPL]\nsources: [tiingo, { use: finnhub, enabled: false }]\n');
    vi.stubEnv('TIINGO_API_KEY', 'a-key-of-tiingo');
    expect((await validate()).stdout).not.toContain('FINNHUB');
  });

  it('knows a key that the file gives, as sources does', async () => {
    writeFileSync(
      'ingest.config.yaml',
      'tickers: [AAPL]\nsources: [{ use: tiingo, options: { apiKey: "${MY_KEY}" } }]\n',
    );
    vi.stubEnv('MY_KEY', 'a-key-of-mine');
    expect(await validate()).toMatchObject({ exitCode: 0, stdout: expect.not.stringContaining('not set') });
    expect((await ingest('config', 'show')).stdout).toMatch(/TIINGO_API_KEY +\*\*\* +sources\[0\]\.options\.apiKey/);
    expect((await ingest('sources', '--json')).json()).toMatchObject([{ key: 'set' }]);
  });

  it('warns of a line of .env that is no assignment, and never shows it', async () => {
    writeFileSync('.env', 'TIINGO_API_KEY=a-key-of-tiingo\nhunter22hunter22\n');
    const { exitCode, stdout } = await validate('--tickers', 'AAPL');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/! .*\.env:2 is no assignment/);
    expect(stdout).not.toContain('hunter22');
    expect((await validate('--tickers', 'AAPL', '--json')).json()).toEqual({
      valid: true,
      file: null,
      warnings: [expect.stringContaining('.env:2'), 'FINNHUB_API_KEY is not set'],
    });
  });
});
