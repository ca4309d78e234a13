import { storyKey } from '@ingest/core';
import { describe, expect, test } from 'vitest';
import { article, minute, noon, page, tickers } from '../../src/conformance/build.js';
import {
  articleRowKey,
  articlesOfId,
  historyOf,
  type KeptStory,
  listRows,
  prunedStory,
  readStories,
  storyRow,
  storyRowKey,
} from '../../src/dynamodb/story.js';
import { hasDynamo, openDynamo, tableOf } from '../support/dynamodb.js';

test('keys that begin alike stand together, and articles under their ids', () => {
  const key = storyKey(article());
  expect(storyRowKey(key)).toEqual({ pk: `S#${key.slice(0, 8)}`, sk: key });
  expect(articleRowKey(article())).toEqual({ pk: articlesOfId('1'), sk: 'tiingo' });
  expect(articleRowKey(article({ sourceId: null })).pk).toMatch(/^A~[0-9a-f]{32}$/);
});

describe.skipIf(!(await hasDynamo()))('a story', () => {
  async function stored(): Promise<{ kept: KeptStory; all: number }> {
    const { store, table } = await openDynamo();
    await store.articles.commitPage(page([article({ publishedAt: noon + minute })]));
    const later = article({ source: 'finnhub', sourceId: '2', publishedAt: noon, tickers: tickers('BELT') });
    await store.articles.commitPage(page([later]));
    const key = storyKey(article());
    const read = await readStories(await tableOf(table), [
      key,
      storyKey(article({ headline: 'None of that at all here' })),
    ]);
    const kept = read.get(key)?.story;
    if (kept === undefined) throw new Error('no story');
    return { kept, all: read.size };
  }

  test('is one row with all that is known of it, listed where it is looked for', async () => {
    const { kept, all } = await stored();
    expect([all, kept.articles.length, storyRow(kept, 3).version]).toEqual([1, 2, 3]);
    expect(historyOf(kept)).toMatchObject({ storyKey: kept.storyKey, source: 'tiingo', keys: [kept.storyKey] });
    const lists = listRows(kept).map(({ pk }) => pk.split('#')[0]);
    // Both tickers at the time that it shows, and one more at that of its later article.
    expect(lists.sort()).toEqual(['C', 'C', 'D', 'DAYS', 'T', 'T', 'T']);
  });

  test('that is pruned is known, and nothing else of it', async () => {
    const pruned = prunedStory((await stored()).kept);
    expect([pruned.record, pruned.scores, historyOf(pruned), listRows(pruned)]).toEqual([null, [], null, []]);
    expect(pruned.articles.map(({ sourceId, headline, tickers }) => [sourceId, headline, tickers])).toEqual([
      ['1', '', []],
      ['2', '', []],
    ]);
  });
});
