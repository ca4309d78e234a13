import { writeFileSync } from 'node:fs';
import type { RunReport } from '@ingest/core';
import { expect, it } from 'vitest';
import { builtCommand, jsonOf } from '../support/built.js';
import { providers, tiingoList, tiingoNews } from '../support/providers.js';

const command = builtCommand();
const provider = providers();

/** A source from outside whose `fetchPage` does nothing but this, before Tiingo. */
function configure(fetchPage: string): void {
  writeFileSync(
    command.path('slow.mjs'),
    `export function createSource({ name = 'slow', timeoutMs = 500 } = {}) {
      return {
        name, timeoutMs, credential: null, quota: [],
        capabilities: { maxTickersPerRequest: 5, paging: 'list' },
        replay: { baseUrl: 'https://slow.example', tickersOf: () => null, emptyBody: '[]' },
        fetchPage() { ${fetchPage} },
      };
    }`,
  );
  writeFileSync(
    command.path('ingest.config.yaml'),
    'tickers: [AAPL]\nsources: [{ use: ./slow.mjs, timeoutMs: 500 }, tiingo]\n',
  );
  provider.answer.tiingo = tiingoList(tiingoNews(2));
}

it.each([
  ['that gives a promise which nothing settles', 'return new Promise(() => {});'],
  ['that leaves a handle open', 'setInterval(() => {}, 1000); return new Promise(() => {});'],
])('a source %s is timed out, the next one is asked, and the command ends', async (_, fetchPage) => {
  configure(fetchPage);
  const ended = await command.run(['run', '--json'], provider.env());
  expect(ended.exitCode).toBe(0);
  const { items, failovers } = jsonOf<RunReport>(ended);
  expect(items.new).toBe(2);
  expect(failovers).toMatchObject([{ from: 'slow', to: 'tiingo', code: 'TIMEOUT' }]);
  expect(ended.durationMs).toBeLessThan(15_000);
});

it.each(['process.exit(0);', 'process.exit();'])(
  'a source that ends the process with %s does not look as if the run had been made',
  async (fetchPage) => {
    configure(fetchPage);
    const { exitCode, stdout, stderr } = await command.run(['run', '--json'], provider.env());
    expect([exitCode, stdout]).toEqual([1, '']);
    expect(stderr).toContain('a module from outside ended the process (process.exit) before the command was done');
  },
);
