import { existsSync, writeFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { inEmptyDirectory, ingest } from '../support/ingest.js';

inEmptyDirectory();

const many = Array.from({ length: 200 }, (_, index) => `T${index}`).join('\n');

describe('plan', () => {
  it('says what does not fit, asks nobody, touches no store and exits with 0', async () => {
    const asked = vi.fn();
    vi.stubGlobal('fetch', asked);
    writeFileSync('tickers.txt', many);
    const { exitCode, stdout } = await ingest('plan', '--tickers-from', 'tickers.txt');
    vi.unstubAllGlobals();
    expect(exitCode).toBe(0);
    expect(stdout).toContain('200 tickers every 5m while XNYS is open, every 1h outside');
    expect(stdout).toContain('Fits with: finnhub on professional, or at most 60 tickers.');
    expect(asked).not.toHaveBeenCalled();
    expect(existsSync('ingest.db')).toBe(false);
  });

  it('prints it as JSON', async () => {
    writeFileSync('tickers.txt', many);
    const plan = (await ingest('plan', '--tickers-from', 'tickers.txt', '--json')).json();
    expect(plan).toMatchObject({
      tickers: 200,
      mode: 'failover',
      schedule: { calendar: 'XNYS', open: '5m', closed: '1h' },
      fits: false,
      sources: [
        { source: 'tiingo', plan: 'free', requestsPerRun: 4, fits: true },
        { source: 'finnhub', plan: 'free', requestsPerRun: 200, fits: false },
      ],
      breaksFirst: { source: 'finnhub', window: 'minute', needs: 200, allows: 60 },
      fitsWith: { open: null, plans: { finnhub: 'professional' }, tickers: 60 },
    });
    expect((await ingest('plan', '--tickers', 'AAPL', '--json')).json()).toMatchObject({
      tickers: 1,
      fits: true,
      breaksFirst: null,
      fitsWith: null,
    });
  });

  it('goes by the schedule and the plans of the configuration', async () => {
    writeFileSync('tickers.txt', many);
    const config = (open: string) =>
      writeFileSync('ingest.config.yaml', `sources: [tiingo]\nschedule: { open: ${open}, closed: 1h }\n`);
    config('2m');
    const { stdout } = await ingest('plan', '--tickers-from', 'tickers.txt');
    expect(stdout).toContain('120/hour');
    expect(stdout).toContain('Breaks first: tiingo, 50/hour where 120/hour are needed.');
    expect(stdout).toContain('Fits with: every 5 min, or tiingo on power, or at most 50 tickers.');
    config('5m');
    expect((await ingest('plan', '--tickers-from', 'tickers.txt')).stdout).toContain('Fits.');
  });

  it('counts a ticker once', async () => {
    expect((await ingest('plan', '--tickers', 'AAPL,aapl,MSFT', '--json')).json()).toMatchObject({ tickers: 2 });
  });

  it.each([
    [[], 'no tickers'],
    [['--tickers', 'AAPL', '--tickers-from', 'tickers.txt'], '--tickers does not go with --tickers-from'],
    [['--tickers-from', 'nowhere.txt'], 'nowhere.txt cannot be read'],
  ])('refuses %j', async (flags, words) => {
    const { exitCode, stderr } = await ingest('plan', ...flags);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(words);
  });

  it('refuses a chain without a source', async () => {
    writeFileSync('ingest.config.yaml', 'sources: [{ use: tiingo, enabled: false }]\n');
    expect((await ingest('plan', '--tickers', 'AAPL')).stderr).toContain('sources: none is enabled');
  });
});
