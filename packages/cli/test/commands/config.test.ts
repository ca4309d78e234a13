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

  it('says when there is no file', async () => {
    expect((await ingest('config', 'show')).stdout).toContain('no configuration file');
  });
});

describe('config validate', () => {
  it('says what is good, or what is wrong', async () => {
    expect((await ingest('config', 'validate', '--tickers', 'AAPL')).stdout).toContain(
      'no file (1 ticker, tiingo → finnhub)',
    );
    writeFileSync('ingest.config.yaml', 'tickerz: []\n');
    const { exitCode, stderr } = await ingest('config', 'validate');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('did you mean "tickers"?');
  });

  it('lets each source check its own options', async () => {
    writeFileSync('ingest.config.yaml', 'sources: [{ use: tiingo, options: { foo: 1 } }]\n');
    const { exitCode, stderr } = await ingest('config', 'validate');
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
    expect((await ingest('config', 'validate', '--store', 'postgres://x')).exitCode).toBe(2);
    expect((await ingest('config', 'validate', '--store', ':memory:')).exitCode).toBe(2);
    expect((await ingest('config', 'validate', '--tickers', 'AAPL')).stdout).toContain('! TIINGO_API_KEY is not set');
  });

  it('prints JSON on request', async () => {
    expect((await ingest('config', 'validate', '--json')).json()).toEqual({ valid: true, file: null });
  });
});
