import { storyKey } from '@ingest/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { articleOf, commitAt } from '../support/commit.js';
import { inEmptyDirectory, ingest } from '../support/ingest.js';

inEmptyDirectory();

const at = Date.UTC(2026, 5, 4, 13, 35);
const anchor = articleOf();
const joining = articleOf({
  source: 'finnhub',
  sourceId: '77',
  headline: anchor.headline.replace('build', 'build cheap'),
});
const neighbour = articleOf({ sourceId: '3', headline: anchor.headline.replace('electric', 'cheap small electric') });
const explain = (...args: string[]) => ingest('explain', ...args, '--store', 'news.db');

beforeEach(async () => {
  await commitAt('news.db', at, anchor);
  await commitAt('news.db', at + 1000, joining);
  await commitAt('news.db', at + 2000, neighbour);
});

describe('explain', () => {
  it('finds a story by any key, its beginning and the id of an article', async () => {
    const own = storyKey(anchor);
    for (const text of [own, storyKey(joining), own.slice(0, 8).toUpperCase(), 'finnhub:77', 'FinnHub:77', '77']) {
      const { exitCode, stdout } = await explain(text, '--json');
      expect([exitCode, (JSON.parse(stdout) as { storyKey: string }).storyKey], text).toEqual([0, own]);
    }
  });

  it('says who joined by what, and why the nearest story did not', async () => {
    const { stdout } = await explain('tiingo:1');
    expect(stdout).toMatch(/tiingo +1 +begun with/);
    expect(stdout).toMatch(/finnhub +77 +one word more: "cheap"/);
    expect(stdout).toContain(storyKey(neighbour));
    // A pipe has no width.
    expect(stdout).toContain(`"cheap"  ${joining.headline}`);
    expect(stdout).toContain('finnhub 77 of this story matches it, too (one word more)');
    expect(stdout).toContain('had its place before the other story was begun.');
    const { nearest } = (await explain('tiingo:3', '--json')).json<{ nearest: object }>();
    expect(nearest).toMatchObject({ storyKey: storyKey(anchor), kind: 'joined-other', because: 'came-later' });
  });

  it('does not know a text that leads nowhere, or to several stories', async () => {
    await commitAt('news.db', at, articleOf({ source: 'other', sourceId: '1', headline: 'Form 8-K' }));
    const unknown = await explain('abcdef');
    expect([unknown.exitCode, unknown.stdout]).toEqual([2, '']);
    expect(unknown.stderr).toContain('no story is known by "abcdef"');
    expect(unknown.stderr).toContain('8 characters of its beginning');
    const ambiguous = await explain('1', '--json');
    expect(ambiguous.exitCode).toBe(2);
    expect(ambiguous.json<{ error: object }>().error).toMatchObject({
      code: 'CONFIG_INVALID',
      message: '"1" means 2 stories',
      hint: expect.stringContaining(storyKey(anchor)),
    });
  });

  it('finds a headline of the same words that says too little', async () => {
    await commitAt('news.db', at, articleOf({ sourceId: '8', headline: 'Market Wrap' }));
    await commitAt('news.db', at + 1, articleOf({ source: 'finnhub', sourceId: '9', headline: 'MARKET WRAP' }));
    expect((await explain('tiingo:8')).stdout).toContain('the same words, and too short to say anything (2 words).');
  });

  it('says that a story was pruned', async () => {
    await ingest('db', 'prune', '--stories-before', '2026-07-01', '--store', 'news.db');
    const { exitCode, stderr } = await explain('tiingo:1');
    expect(exitCode).toBe(2);
    expect(stderr).toContain(`the story ${storyKey(anchor)} was pruned`);
  });
});
