import { storyKey } from '@ingest/core';
import { expect, test } from 'vitest';
import { article, numbered, page } from '../../src/conformance/build.js';
import { findStories } from '../../src/dynamodb/find-stories.js';
import { hasDynamo, openDynamo, tableOf } from '../support/dynamodb.js';

test.skipIf(!(await hasDynamo()))('stories are found by key, beginning and id', async () => {
  const { store, table } = await openDynamo();
  await store.articles.commitPage(page([article(), numbered(1)]));
  const own = storyKey(article());
  const found = async (text: string) => findStories(await tableOf(table), text);
  for (const text of [own, own.slice(0, 10), '1', 'tiingo:1']) expect(await found(text)).toEqual([own]);
  for (const text of ['tiingo:9', ':1', '', own.slice(0, 7)]) expect(await found(text)).toEqual([]);
});
