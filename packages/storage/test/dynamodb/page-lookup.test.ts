import { articleIdentity, storyKey } from '@ingest/core';
import { expect, test } from 'vitest';
import { article, noon, numbered, page } from '../../src/conformance/build.js';
import { DayIndex } from '../../src/dynamodb/day-index.js';
import { lookUpPage } from '../../src/dynamodb/page-lookup.js';
import { keptIdentity } from '../../src/shared/page.js';
import { hasDynamo, openDynamo, tableOf } from '../support/dynamodb.js';
import { startDynamoProxy } from '../support/dynamodb-proxy.js';

test.skipIf(!(await hasDynamo()))('a page is known by a few requests, however many articles it has', async () => {
  const proxy = await startDynamoProxy();
  const { store } = await openDynamo({ endpoint: proxy.endpoint });
  const articles = Array.from({ length: 90 }, (_, index) => numbered(index));
  await store.articles.commitPage(page(articles));
  proxy.operations.length = 0;
  await store.articles.lookup(articles);
  // The head before and after, the articles, their stories.
  expect(proxy.operations.map(({ operation }) => operation)).toEqual(Array(4).fill('BatchGetItem'));
});

test.skipIf(!(await hasDynamo()))('what joins a story is read with it', async () => {
  const { store, table } = await openDynamo();
  await store.articles.commitPage(page([article()]));
  const alike = article({ source: 'finnhub', sourceId: '9', headline: `Wirepost: ${article().headline}` });
  const { known, stories } = await lookUpPage(await tableOf(table), new DayIndex(), [article(), alike], null);
  expect([...known.articles.keys()]).toEqual([articleIdentity(article())]);
  const own = storyKey(article());
  expect([...known.joins.values(), ...known.stories.values()].map((one) => one?.storyKey)).toContain(own);
  const kept = stories.get(own)?.story.articles[0];
  if (kept === undefined) throw new Error('no article');
  expect(keptIdentity({ ...kept, headline: 'Changed since' })).toBe(articleIdentity(article()));
  const unnamed = { ...kept, sourceId: null, publishedAt: noon };
  expect(keptIdentity({ ...unnamed, headline: 'Changed since' })).toBe(keptIdentity(unnamed));
});
