import type { NewsItem } from '@ingest/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { articleOf, commitAt } from '../support/commit.js';
import { inEmptyDirectory, ingest } from '../support/ingest.js';

inEmptyDirectory();

const at = Date.UTC(2026, 10, 2, 14, 30);
const before = articleOf({
  headline: 'Calder Motors raises its forecast for the whole year',
  publishedAt: at - 60_000,
});
const after = { ...before, headline: 'Calder Motors withdraws its forecast for the whole year' };
const items = (...flags: string[]) => ingest('items', '--store', 'news.db', ...flags);

beforeEach(async () => {
  await commitAt('news.db', at, before);
  await commitAt('news.db', at + 60_000, { ...after, tickers: articleOf({ tickers: ['BELT'] }).tickers });
});

describe('items --as-of', () => {
  it('shows what the store knew then, and says so', async () => {
    const { stdout, stderr } = await items('--as-of', '2026-11-02T14:30Z');
    expect(stdout).toMatch(/1 min ago +CLDR +Calder Motors raises/);
    expect(stderr).toContain('1 of 1 stories as of 2026-11-02T14:30:00.000Z, newest first');
    expect((await items('--as-of', '2026-11-02T14:31Z')).stdout).toMatch(/BELT CLDR +Calder Motors withdraws/);
    expect((await items('--as-of', '2026-11-02T14:29Z')).stderr).toContain('0 of 0 stories as of');
  });

  it('applies every filter to what was known then, and counts back from there', async () => {
    const headlines = async (...flags: string[]) =>
      (await items('--json', ...flags)).json<NewsItem[]>().map(({ headline }) => headline);
    const then = ['--as-of', '2026-11-02T14:30:59.999Z'];
    expect(await headlines(...then, '--search', 'raises', '--since', '2m')).toEqual([before.headline]);
    expect(await headlines(...then, '--since', '1m')).toEqual([]);
    expect(await headlines(...then, '--ticker', 'BELT')).toEqual([]);
    expect(await headlines('--ticker', 'BELT')).toEqual([after.headline]);
    expect((await items(...then, '--format', 'ndjson')).stdout).toContain(before.headline);
    expect((await items(...then, '--format', 'csv')).stdout).toContain(before.headline);
  });

  it('takes a date alone for the whole day, and refuses what is no time', async () => {
    expect((await items('--as-of', '2026-11-02', '--json')).json<NewsItem[]>()).toHaveLength(1);
    expect((await items('--as-of', '2026-11-01', '--json')).json()).toEqual([]);
    const { exitCode, stderr } = await items('--as-of', 'then');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('--as-of: "then" is not a time');
  });
});
