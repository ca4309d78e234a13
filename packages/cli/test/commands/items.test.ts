import type { NewsItem } from '@ingest/core';
import { describe, expect, it } from 'vitest';
import { demoDay, inEmptyDirectory, ingest } from '../support/ingest.js';

inEmptyDirectory();

const replayed = () => ingest('run', '--replay', demoDay, '--store', 'news.db', '--quiet');
const items = (...flags: string[]) => ingest('items', '--store', 'news.db', ...flags);

describe('items', () => {
  it('shows a screen of stories and how many there are', async () => {
    await replayed();
    const { exitCode, stdout, stderr } = await items();
    expect(exitCode).toBe(0);
    expect(stdout.split('\n')[0]).toMatch(/when +tickers +headline +sentiment +publisher +by/);
    expect(stderr).toContain('47 of 47 stories, newest first');
    expect((await items('--limit', '2')).stderr).toContain('2 of 47 stories');
    expect((await items('--search', 'no such words')).stderr).toContain('0 of 0 stories');
  });

  it('prints nothing but the table to stdout, and nothing else at all with --quiet', async () => {
    await replayed();
    const { stdout } = await items('--limit', '2');
    expect(stdout.trimEnd().split('\n')).toHaveLength(3);
    expect(await items('--limit', '2', '--quiet')).toMatchObject({ stdout, stderr: '' });
  });

  it('prints one JSON array, newest first, or a line a story', async () => {
    await replayed();
    const list = (await items('--json')).json<NewsItem[]>();
    expect(list).toHaveLength(47);
    const times = list.map(({ publishedAt }) => publishedAt);
    expect(times).toEqual([...times].sort().reverse());
    expect((await items('--json', '--search', 'nothing like it')).json()).toEqual([]);
    expect(
      (await items('--format', 'ndjson')).stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as NewsItem),
    ).toEqual(list);
    expect((await items('--format', 'csv')).stdout.trim().split('\r\n')).toHaveLength(48);
  });

  it('filters', async () => {
    await replayed();
    const count = async (...flags: string[]) => (await items('--json', ...flags)).json<NewsItem[]>().length;
    expect(await count('--ticker', 'brk-b')).toBe(7);
    expect(await count('--by-source', 'finnhub')).toBe(22);
    expect(await count('--search', 'nvidia')).toBeGreaterThan(2);
    expect(await count('--since', '2026-06-04T13:30Z', '--until', '2026-06-04T13:40Z')).toBe(12);
    expect(await count('--until', '2026-06-03')).toBe(0);
  });

  it('filters by how many independent publishers carried a story', async () => {
    await replayed();
    const all = (await items('--json')).json<NewsItem[]>();
    const several = (await items('--json', '--min-publishers', '2')).json<NewsItem[]>();
    expect(several).toEqual(all.filter(({ publishers }) => publishers.length >= 2));
    const { stderr } = await items('--min-publishers', '2', '--limit', '1');
    expect(stderr).toContain(`of ${several.length} stories`);
  });

  it.each([
    ['--min-publishers', 'two', '--min-publishers: "two" is not a number'],
    ['--format', 'xml', '--format: unknown format "xml"'],
    ['--ticker', '$$', '--ticker: "$$" is not a ticker'],
    ['--limit', '0', '--limit: "0" is not a number'],
  ])('refuses %s %s', async (flag, value, words) => {
    const { exitCode, stderr } = await items(flag, value);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(words);
  });
});
