import { existsSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { loadSettings } from '../../src/config/load.js';
import { createOutput } from '../../src/output.js';
import { type Serving, serve } from '../../src/watch/serve.js';
import { inEmptyDirectory } from '../support/ingest.js';
import { hasPostgres, temporaryStore } from '../support/postgres.js';
import { providers } from '../support/providers.js';
import { reportOf } from '../support/report.js';

inEmptyDirectory();
const provider = providers();

async function serving(work: (serving: Serving) => Promise<void>, tickers = 'AAPL', store = 'sqlite:ingest.db') {
  for (const [name, value] of Object.entries(provider.env())) vi.stubEnv(name, value);
  return serve({
    loaded: await loadSettings({ tickers, store }),
    output: createOutput({ quiet: true }),
    flags: { quiet: true },
    signal: new AbortController().signal,
    doing: 'working',
    fetchFor: () => fetch,
    work,
  });
}

it('says what is missing before it touches the store', async () => {
  await expect(serving(async () => {}, ' ')).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  expect(existsSync('ingest.db')).toBe(false);
});

it('ends well with its work, and closes the store', async () => {
  let kept: Serving | null = null;
  const exitCode = await serving(async (all) => {
    kept = all;
    expect(all.signal.aborted).toBe(false);
    expect((await all.compose({ leaseName: 'run/3' }).run()).outcome).toBe('ok');
  });
  expect(exitCode).toBe(0);
  const { signal, store } = kept as unknown as Serving;
  expect(signal.aborted).toBe(true);
  await expect(store.registers.list('')).rejects.toMatchObject({ code: 'STORE_CLOSED' });
});

it('ends all when a run lost the store, and says so', async () => {
  const lost = reportOf({ outcome: 'failed', error: { code: 'STORE_CORRUPT', message: 'broken' } });
  const exitCode = await serving(async ({ during, signal }) => {
    await during(async () => lost);
    expect(signal.aborted).toBe(true);
  });
  expect(exitCode).toBe(5);
});

const away = reportOf({ outcome: 'failed', error: { code: 'STORE_UNAVAILABLE', message: 'away' } });

it('ends when the file of its store was taken away', async () => {
  expect(await serving(async ({ during }) => void (await during(async () => away)))).toBe(5);
});

describe.skipIf(!(await hasPostgres()))('with a server', () => {
  const { url } = temporaryStore();

  it('goes on when that was away: it may be back for the next run', async () => {
    const work = async ({ during, signal }: Serving) => {
      await during(async () => away);
      expect(signal.aborted).toBe(false);
    };
    expect(await serving(work, 'AAPL', url)).toBe(0);
  });
});

it('passes on what its work throws', async () => {
  await expect(serving(() => Promise.reject(new Error('no queue')))).rejects.toThrow('no queue');
});
