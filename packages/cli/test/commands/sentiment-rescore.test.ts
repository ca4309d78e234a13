import type { NewsItem, Rescored } from '@ingest/core';
import { describe, expect, it } from 'vitest';
import { articleOf, commitAt } from '../support/commit.js';
import { inEmptyDirectory, ingest } from '../support/ingest.js';

inEmptyDirectory();

const at = Date.UTC(2026, 10, 2, 14, 30);
const rescore = (...flags: string[]) => ingest('sentiment', 'rescore', '--store', 'news.db', ...flags);
const labels = async () =>
  (await ingest('items', '--store', 'news.db', '--json')).json<NewsItem[]>().map(({ sentiment }) => sentiment?.label);
const good = articleOf({
  headline: 'Calder Motors profit surges to a record on strong van sales',
  publishedAt: at - 60_000,
});
const plain = articleOf({
  sourceId: '2',
  headline: 'Beltrano Foods to hold its meeting of the year in the town hall',
  publishedAt: at - 7 * 86_400_000,
});

describe('sentiment rescore', () => {
  it('adds opinions once, says what that changes, and nothing in a dry run', async () => {
    await commitAt('news.db', at, good, plain);
    const dry = await rescore('--dry-run');
    expect(dry.stdout).toContain('1 opinion of lexicon@1 would be added: 1 of 2 stories can be scored');
    expect(dry.stdout).toContain('labels: 0 changed, 1 new, 0 lost');
    expect(await labels()).toEqual([undefined, undefined]);
    expect((await rescore()).stdout).toContain('1 opinion of lexicon@1 added');
    expect(await labels()).toEqual(['positive', undefined]);
    expect((await rescore('--json')).json<Rescored>()).toMatchObject({ added: 0, scored: 1, newLabels: 0 });
    expect((await rescore('--missing-only', '--json')).json<Rescored>()).toMatchObject({ stories: 1, scored: 0 });
    expect((await rescore('--since', '2026-11-01', '--json')).json<Rescored>()).toMatchObject({ stories: 1 });
  });

  it('says where a source states the opposite, and shows its own opinion only where that is preferred', async () => {
    const stated = { priority: 0, article: { score: -0.7, label: 'negative', confidence: null }, tickers: [] } as const;
    await commitAt('news.db', at, { ...good, sentiment: stated });
    const { stdout } = await rescore();
    expect(stdout).toContain(
      'of 1 story a source states the opposite; what sources state is shown, unless --prefer is given',
    );
    expect(await labels()).toEqual(['negative']);
    await rescore('--prefer');
    expect(await labels()).toEqual(['positive']);
  });

  it('refuses to work without a scorer or a store', async () => {
    expect((await rescore('--scorer', 'none')).stderr).toContain('there is no scorer: sentiment.scorer is none');
    expect((await rescore()).exitCode).toBe(5);
  });
});
