import { DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from 'vitest';
import { article, notification, page } from '../../src/conformance/build.js';
import { announce } from '../../src/conformance/outbox-steps.js';
import { upkeepCases } from '../../src/conformance/upkeep-cases.js';
import { toItem } from '../../src/dynamodb/row.js';
import { articleRowKey, type KeptStory, readStories, storyRow } from '../../src/dynamodb/story.js';
import { conform } from '../support/conform.js';
import { dynamoSubjects, hasDynamo, openDynamo, sharedClient, tableOf } from '../support/dynamodb.js';

describe.skipIf(!(await hasDynamo()))('upkeep of DynamoDB', async () => {
  conform([...upkeepCases], await dynamoSubjects());

  test('a check finds a story that does not show what it is made of', async () => {
    const { store, table, storyKey, kept } = await storeOne();
    const record = { ...kept.record, tickers: [] } as KeptStory['record'];
    const Item = toItem(storyRow({ ...kept, record }, 1));
    await (await sharedClient()).send(new PutItemCommand({ TableName: table, Item: Item as never }));
    const { problems } = await store.maintenance.check();
    expect(problems).toEqual([`every story names the tickers of its articles: ${storyKey} does not`]);
  });

  test('a check finds an article that does not lead to its story', async () => {
    const { store, table, storyKey } = await storeOne();
    const Key = toItem({ ...articleRowKey(article()) });
    await (await sharedClient()).send(new DeleteItemCommand({ TableName: table, Key: Key as never }));
    const { problems } = await store.maintenance.check();
    expect(problems).toEqual([`every article leads to its story: one of ${storyKey} does not`]);
  });

  test('a check finds a sink whose deliveries are more than it counts', async () => {
    const { store, table } = await openDynamo();
    await announce(store, notification({ state: 'replayed' }), notification({ sink: 'slack', state: 'replayed' }));
    const Key = toItem({ pk: 'OB#counts', sk: 'slack' });
    await (await sharedClient()).send(new DeleteItemCommand({ TableName: table, Key: Key as never }));
    const { problems } = await store.maintenance.check();
    expect(problems).toEqual(['every sink counts what was settled: slack does not']);
  });
});

async function storeOne() {
  const { store, table } = await openDynamo();
  const [made] = (await store.articles.commitPage(page([article()]))).newStories;
  if (made === undefined) throw new Error('no story');
  const read = (await readStories(await tableOf(table), [made.storyKey])).get(made.storyKey);
  if (read === undefined) throw new Error('no row');
  return { store, table, storyKey: made.storyKey, kept: read.story };
}
