import { expect, test } from 'vitest';
import { article, noon, page } from '../../src/conformance/build.js';
import { collisionsSince } from '../../src/dynamodb/collisions.js';
import { hasDynamo, openDynamo, tableOf } from '../support/dynamodb.js';

test.skipIf(!(await hasDynamo()))('stories that two sources carried are counted, by who was first', async () => {
  const { store, table } = await openDynamo();
  await store.articles.commitPage(page([article()]));
  await store.articles.commitPage(page([article({ source: 'finnhub', publishedAt: noon + 1 })]));
  const counted = { first: 'tiingo', later: 'finnhub', stories: 1 };
  expect(await collisionsSince(await tableOf(table), noon)).toEqual([counted]);
  expect(await collisionsSince(await tableOf(table), noon + 1)).toEqual([]);
});
