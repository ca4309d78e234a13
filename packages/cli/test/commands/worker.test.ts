import { writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { inEmptyDirectory, ingest } from '../support/ingest.js';

inEmptyDirectory();

it.each([
  ['--jobs', '0'],
  ['--jobs', 'many'],
  ['--batch', '1.5'],
  ['--batch', '1001'],
])('refuses %s %s', async (flag, value) => {
  const { exitCode, stderr } = await ingest('worker', '--tickers', 'AAPL', flag, value);
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining(`${flag} ${value} is no count from 1 to 1000`)]);
});

it.each(['sqlite:news.db', 'memory:', './news.db'])(
  'needs a store that machines share, and %s is none',
  async (store) => {
    const { exitCode, stderr } = await ingest('worker', '--tickers', 'AAPL', '--store', store);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('a fleet needs a Postgres store');
    expect(stderr).toContain('ingest watch');
  },
);

it('says what is missing before it works', async () => {
  writeFileSync('ingest.config.yaml', 'store: postgres://nobody@127.0.0.1:1/news\n');
  const { exitCode, stderr, stdout } = await ingest('worker', '--tickers', 'AAPL');
  expect([exitCode, stdout]).toEqual([2, '']);
  expect(stderr).toContain('TIINGO_API_KEY');
});
