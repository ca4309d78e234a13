import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { inEmptyDirectory, ingest } from '../support/ingest.js';

inEmptyDirectory();

describe('init', () => {
  it('writes a configuration that is valid, and a private place for the keys', async () => {
    const { stdout, exitCode } = await ingest('init', '--tickers', 'aapl,brk-b');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('Next:');
    expect(readFileSync('ingest.config.yaml', 'utf8')).toContain('tickers: [AAPL, BRK.B]');
    expect(statSync('.env').mode & 0o777).toBe(0o600);
    vi.stubEnv('TIINGO_API_KEY', 'a-key-of-tiingo');
    expect((await ingest('config', 'validate')).exitCode).toBe(0);
  });

  it('never overwrites unless told to, and never the keys', async () => {
    writeFileSync('ingest.config.yaml', 'tickers: [MINE]\n');
    writeFileSync('.env', 'TIINGO_API_KEY=mine\n');
    const refused = await ingest('init');
    expect(refused.exitCode).toBe(2);
    expect(refused.stderr).toContain('is there already');
    expect(readFileSync('ingest.config.yaml', 'utf8')).toBe('tickers: [MINE]\n');
    expect((await ingest('init', '--force', '--json')).json<{ written: string[] }>().written).toHaveLength(1);
    expect(readFileSync('.env', 'utf8')).toBe('TIINGO_API_KEY=mine\n');
  });

  it('writes no second configuration beside one of another form', async () => {
    writeFileSync('ingest.config.json', '{}');
    expect((await ingest('init')).stderr).toContain('ingest.config.json is there already');
  });

  it('writes a ticker once that is named twice', async () => {
    await ingest('init', '--tickers', 'aapl,MSFT,AAPL,brk-b,BRK.B');
    expect(readFileSync('ingest.config.yaml', 'utf8')).toContain('tickers: [AAPL, MSFT, BRK.B]');
  });

  it('refuses a ticker that cannot be one', async () => {
    expect((await ingest('init', '--tickers', 'a b')).stderr).toContain('"a b" is not a ticker');
  });
});
