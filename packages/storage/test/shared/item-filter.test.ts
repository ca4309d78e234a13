import { type ItemQuery, storyAsOf } from '@ingest/core';
import { expect, test } from 'vitest';
import { article, noon, page, tickers } from '../../src/conformance/build.js';
import { createMemoryData, createMemoryStore } from '../../src/memory/index.js';
import { itemFilter } from '../../src/shared/item-filter.js';

test('every part of a query has to hold', async () => {
  const data = createMemoryData();
  const store = createMemoryStore({ data });
  await store.open({ create: true });
  await store.articles.commitPage(page([article()]));
  const [key] = data.stories.keys();
  const [history] = key === undefined ? [] : await store.reading.histories([key]);
  const story = history && storyAsOf(history, Number.MAX_SAFE_INTEGER);
  if (!story) throw new TypeError('no story');
  const asks: readonly [ItemQuery, boolean][] = [
    [{}, true],
    [{ tickers: tickers('BELT', 'CLDR') }, true],
    [{ tickers: [] }, false],
    [{ sources: ['finnhub'] }, false],
    [{ since: noon, until: noon + 1 }, true],
    [{ since: noon, until: noon }, false],
    [{ minPublishers: 1 }, true],
    [{ minPublishers: 2 }, false],
    [{ search: 'calder VANS' }, true],
    [{ search: 'calder buses' }, false],
    [{ search: '!' }, false],
    [{ tickers: tickers('CLDR'), search: 'buses' }, false],
  ];
  for (const [query, holds] of asks) expect(itemFilter(query)(story), JSON.stringify(query)).toBe(holds);
});
