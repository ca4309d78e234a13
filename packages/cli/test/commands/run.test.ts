import { writeFileSync } from 'node:fs';
import type { RunReport } from '@ingest/core';
import { describe, expect, it, vi } from 'vitest';
import { demoDay, inEmptyDirectory, ingest } from '../support/ingest.js';

inEmptyDirectory();

describe('run', () => {
  it('ends with the highest code of the replayed runs, and prints them as an array', async () => {
    const { exitCode, json } = await ingest('run', '--replay', demoDay, '--json');
    expect(exitCode).toBe(0);
    expect(json<RunReport[]>()).toHaveLength(3);
  });

  it('leaves no listener for signals behind', async () => {
    const before = process.listenerCount('SIGTERM');
    await ingest('run', '--replay', demoDay, '--quiet');
    expect(process.listenerCount('SIGTERM')).toBe(before);
  });

  it('names the one source that cannot be asked', async () => {
    writeFileSync('ingest.config.yaml', 'tickers: [AAPL]\nsources: [{ use: tiingo, name: first }]\n');
    expect((await ingest('run')).stderr).toContain('TIINGO_API_KEY is not set: first cannot be asked');
  });

  it('says which key is missing before it touches the store', async () => {
    const { exitCode, stderr } = await ingest('run', '--tickers', 'AAPL');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('TIINGO_API_KEY is not set, and neither is FINNHUB_API_KEY');
    vi.stubEnv('TIINGO_API_KEY', 'some-key');
    expect((await ingest('run', '--tickers', 'AAPL', '--from', '2026-06-02', '--to', '2026-06-01')).stderr).toContain(
      'is not before',
    );
  });
});
