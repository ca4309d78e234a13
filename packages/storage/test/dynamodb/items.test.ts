import { storyKey, toIso } from '@ingest/core';
import { expect, test } from 'vitest';
import { article, minute, noon, numbered, page, tickers } from '../../src/conformance/build.js';
import { all } from '../../src/conformance/expect.js';
import { instantText } from '../../src/dynamodb/row.js';
import { listOf } from '../../src/dynamodb/story.js';
import { hasDynamo, openDynamo, tableOf } from '../support/dynamodb.js';

test.skipIf(!(await hasDynamo()))(
  'a row that lists a story at a wrong time is no answer, and moves no other',
  async () => {
    const { store, table } = await openDynamo();
    await store.articles.commitPage(page([numbered(0), numbered(2)]));
    // As a commit leaves them that never came to be.
    const late = `${instantText(noon + 9 * minute)}#${storyKey(numbered(0))}`;
    const unknown = `${instantText(noon)}#${storyKey(article())}`;
    const [ticker] = tickers('CLDR');
    const lists = [listOf.ticker(ticker ?? ''), listOf.source('tiingo')];
    await (await tableOf(table)).putAll(lists.flatMap((pk) => [late, unknown].map((sk) => ({ pk, sk }))));
    const expected = [numbered(2).headline, numbered(0).headline];
    for (const query of [{ tickers: tickers('CLDR') }, { sources: ['tiingo'] }, {}]) {
      expect((await all(store.reading.items(query))).map(({ headline }) => headline)).toEqual(expected);
      expect(await store.reading.countItems({ ...query, since: noon + 5 * minute })).toBe(0);
      for (const limit of [1, 2]) expect(await all(store.reading.items({ ...query, limit }))).toHaveLength(limit);
      const [newest] = await all(store.reading.items({ ...query, limit: 1 }));
      expect(newest?.headline).toBe(expected[0]);
    }
    expect((await store.maintenance.check()).problems).toEqual([]);
  },
);

test.skipIf(!(await hasDynamo()))('whoever asks for few gets the first of all', async () => {
  const { store } = await openDynamo();
  const { commitPage } = store.articles;
  await commitPage(
    page([article(), numbered(1), numbered(2), numbered(3), numbered(4, { publishedAt: noon - 5 * minute })]),
  );
  // It joins the first story, which is listed at its time as well, and moves before most others.
  const earlier = { publishedAt: noon - minute, tickers: tickers('BELT', 'CLDR') };
  await commitPage(page([article({ source: 'finnhub', sourceId: '9', ...earlier })]));
  await commitPage(page([article({ source: 'polygon', sourceId: '9', publishedAt: noon + 2 * minute + 1 })]));
  for (const query of [{ tickers: tickers('CLDR') }, { tickers: tickers('BELT', 'CLDR') }, {}]) {
    const whole = await all(store.reading.items(query));
    expect(whole.map(({ publishedAt }) => publishedAt)).toEqual(
      [3, 2, 1, -1, -5].map((after) => toIso(noon + after * minute)),
    );
    for (const limit of [1, 2, 3, 4, 5, 6])
      expect(await all(store.reading.items({ ...query, limit }))).toEqual(whole.slice(0, limit));
  }
});
