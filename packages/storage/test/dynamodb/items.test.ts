import { storyKey } from '@ingest/core';
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
    }
    expect((await store.maintenance.check()).problems).toEqual([]);
  },
);
