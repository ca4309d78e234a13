import { lookupPlaces, prepareArticle, storyKey } from '@ingest/core';
import { expect, test } from 'vitest';
import { article, noon, page } from '../../src/conformance/build.js';
import { anchorsAt } from '../../src/dynamodb/anchors.js';
import { DayIndex } from '../../src/dynamodb/day-index.js';
import { hasDynamo, openDynamo, tableOf } from '../support/dynamodb.js';

test.skipIf(!(await hasDynamo()))('an anchor is what came first, until its story is pruned', async () => {
  const { store, table: name } = await openDynamo();
  const index = new DayIndex();
  const prepared = prepareArticle(article());
  const anchors = async () => anchorsAt(await tableOf(name), index, [lookupPlaces(prepared), []], null);
  await store.articles.commitPage(page([article()]));
  await store.articles.commitPage(
    page([article({ headline: 'Something else altogether was said of it later on' })], { at: noon + 999_999 }),
  );
  expect(await anchors()).toEqual([[{ storyKey: storyKey(article()), prepared }], []]);
  await store.maintenance.prune({ eventsBefore: 0, storiesBefore: noon + 1 });
  expect(await anchors()).toEqual([[], []]);
});
