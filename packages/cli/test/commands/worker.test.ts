import { writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { inEmptyDirectory, ingest } from '../support/ingest.js';

inEmptyDirectory();

it.each([
  ['--jobs', '0', 16],
  ['--jobs', 'many', 16],
  ['--jobs', '17', 16],
  ['--batch', '1.5', 1000],
  ['--batch', '1001', 1000],
])('refuses %s %s', async (flag, value, most) => {
  const { exitCode, stderr } = await ingest('worker', '--tickers', 'AAPL', flag, value);
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining(`${flag} ${value} is no count from 1 to ${most}`)]);
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
