import type { NewsItem } from '@ingest/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { articleOf, commitAt } from '../support/commit.js';
import { inEmptyDirectory, ingest } from '../support/ingest.js';

inEmptyDirectory();

const at = Date.UTC(2026, 5, 4, 13, 35);
const items = (...flags: string[]) => ingest('items', '--store', 'news.db', ...flags);

beforeEach(async () => {
  await commitAt('news.db', at, articleOf());
  await commitAt('news.db', at + 60_000, articleOf({ headline: 'Calder Motors opens no plant' }));
});

describe('items --revisions', () => {
  it('shows the texts that a story had before, with the time', async () => {
    const { stdout } = await items('--revisions');
    expect(stdout.trimEnd().split('\n').at(-1)).toContain(
      `     seen 2026-06-04 by tiingo: ${articleOf().headline.slice(0, 50)}`,
    );
    expect((await items()).stdout.trimEnd().split('\n')).toHaveLength(2);
  });

  it('has them in JSON as they were', async () => {
    const [item] = (await items('--revisions', '--json')).json<NewsItem[]>();
    expect(item?.headline).toBe('Calder Motors opens no plant');
    expect(item?.revisions).toEqual([
      {
        source: 'tiingo',
        sourceId: '1',
        headline: articleOf().headline,
        seenAt: '2026-06-04T13:35:00.000Z',
        replacedAt: '2026-06-04T13:36:00.000Z',
      },
    ]);
    expect((await items('--format', 'ndjson', '--revisions')).stdout).toContain('"revisions":[{');
    expect((await items('--json')).json<NewsItem[]>()[0]).not.toHaveProperty('revisions');
  });

  it('has no room for them in csv, and says so', async () => {
    const { exitCode, stderr } = await items('--revisions', '--format', 'csv');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('--revisions: csv has one line a story');
  });
});
