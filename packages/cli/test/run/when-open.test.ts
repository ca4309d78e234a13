import { existsSync, writeFileSync } from 'node:fs';
import { runReport } from '@ingest/core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { inEmptyDirectory, ingest } from '../support/ingest.js';

inEmptyDirectory();

const asked = vi.fn(async () => new Response('[]', { headers: { 'content-type': 'application/json' } }));

beforeEach(() => {
  vi.stubEnv('TIINGO_API_KEY', 'some-key');
  vi.stubGlobal('fetch', asked);
  asked.mockClear();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const at = (iso: string) => vi.useFakeTimers({ now: Date.parse(iso), toFake: ['Date'] });
const run = (...more: string[]) => ingest('run', '--tickers', 'AAPL', '--source', 'tiingo', '--when-open', ...more);

describe('run --when-open', () => {
  it('is skipped while the market is closed, asks nobody and makes no store', async () => {
    at('2026-11-26T15:00:00Z');
    const { exitCode, stdout } = await run();
    expect(exitCode).toBe(0);
    expect(stdout).toBe('· skipped: XNYS is closed, it opens in 23 h, Fri 27 Nov 09:30 America/New_York\n');
    expect(asked).not.toHaveBeenCalled();
    expect(existsSync('ingest.db')).toBe(false);
  });

  it('prints a report that says why', async () => {
    at('2026-11-26T15:00:00Z');
    const report = runReport.parse((await run('--json')).json());
    expect(report).toMatchObject({ outcome: 'skipped', requests: 0, tickers: ['AAPL'] });
    expect(report.warnings).toEqual(['--when-open: XNYS is closed until 2026-11-27T14:30:00.000Z']);
    expect((await run('--quiet')).stdout).toBe('');
  });

  it.each([
    ['2026-11-27T14:29:59.999Z', 0],
    ['2026-11-27T14:30:00.000Z', 1],
    ['2026-11-27T17:59:59.999Z', 1],
    ['2026-11-27T18:00:00.000Z', 0],
  ])('at %s asks %d times', async (iso, times) => {
    at(iso);
    expect((await run('--store', 'memory:')).exitCode).toBe(0);
    expect(asked).toHaveBeenCalledTimes(times);
  });

  it('knows the closures of the configuration', async () => {
    writeFileSync('ingest.config.yaml', 'schedule: { closures: [2026-11-27] }\n');
    at('2026-11-27T15:00:00Z');
    expect((await run()).stdout).toContain('opens in 2 d, Mon 30 Nov 09:30');
  });

  it('says what is wrong with the configuration also while it is closed', async () => {
    at('2026-11-26T15:00:00Z');
    vi.stubEnv('TIINGO_API_KEY', undefined);
    expect(await run()).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('TIINGO_API_KEY is not set') });
  });

  it('does not go with a replay', async () => {
    const { exitCode, stderr } = await ingest('run', '--replay', 'somewhere', '--when-open');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('--when-open does not go with --replay');
  });
});
