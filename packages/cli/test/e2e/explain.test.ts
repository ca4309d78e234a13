import type { NewsItem } from '@ingest/core';
import { describe, expect, it } from 'vitest';
import { builtCommand, jsonOf } from '../support/built.js';
import { demoDay } from '../support/ingest.js';

const command = builtCommand();

interface Explained {
  readonly storyKey: string;
  readonly articles: readonly { readonly source: string; readonly joinedBy: string; readonly reason: string }[];
}

const items = async (...flags: string[]) => jsonOf<NewsItem[]>(await command.run(['items', '--json', ...flags]));

describe('looking into the shipped day', () => {
  it('explains a story that two sources carried, by its key and by the id of an article', async () => {
    await command.run(['run', '--replay', demoDay, '--store', 'ingest.db']);
    const story = (await items('--by-source', 'tiingo')).find(({ attributions }) =>
      attributions.some(({ source }) => source === 'finnhub'),
    );
    const [first] = story?.attributions ?? [];
    if (story === undefined || first === undefined) throw new TypeError('no collision in the shipped day');
    const start = story.storyKey.slice(0, 8);
    const explained = jsonOf<Explained>(await command.run(['explain', start, '--json']));
    expect(explained.storyKey).toBe(story.storyKey);
    expect(explained.articles.map(({ joinedBy }) => joinedBy)[0]).toBe('anchor');
    expect(explained.articles).toHaveLength(story.attributions.length);
    const shown = await command.run(['explain', `${first.source}:${first.sourceId}`]);
    expect({ exitCode: shown.exitCode, stderr: shown.stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(shown.stdout).toContain(story.storyKey);
    expect(shown.stdout).toMatch(/begun with/);
    expect(shown.stdout.split('\n').length).toBeLessThan(25);
    expect(shown.durationMs).toBeLessThan(4000);
    const unknown = await command.run(['explain', '00000000']);
    expect([unknown.exitCode, unknown.stdout]).toEqual([2, '']);
  });

  it('shows after three runs what was known after the first', async () => {
    await command.run(['run', '--replay', demoDay, '--store', 'ingest.db']);
    const all = await items();
    const [first] = all.map(({ ingestedAt }) => ingestedAt).sort();
    const then = await items('--as-of', first ?? '');
    expect(then.length).toBeGreaterThan(0);
    expect(then.length).toBeLessThan(all.length);
    for (const { attributions } of then)
      for (const { firstSeenAt } of attributions) expect(firstSeenAt <= (first ?? '')).toBe(true);
    expect(await items('--as-of', '2027-01-01')).toEqual(all);
  });

  it('has no story that two sources carried without counting it', async () => {
    await command.run(['run', '--replay', demoDay, '--store', 'ingest.db']);
    const sources = await command.run(['sources']);
    expect(sources.exitCode).toBe(0);
    expect((await items('--min-publishers', '2')).every(({ publishers }) => publishers.length >= 2)).toBe(true);
  });
});
