import { CreateTableCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from 'vitest';
import { numbered, page } from '../../src/conformance/build.js';
import { headKey } from '../../src/dynamodb/head.js';
import { createDynamoStore } from '../../src/dynamodb/index.js';
import {
  dynamoEndpoint,
  hasDynamo,
  openDynamo,
  sharedClient,
  tableOf,
  temporaryTable,
  urlOf,
} from '../support/dynamodb.js';
import { startDynamoProxy } from '../support/dynamodb-proxy.js';

test('a service that is not there is STORE_UNAVAILABLE, and says where it was looked for', async () => {
  const url = urlOf('news', 'http://127.0.0.1:1');
  const store = createDynamoStore({ url, reconnectMs: 0 });
  await expect(store.open({ create: true })).rejects.toMatchObject({
    code: 'STORE_UNAVAILABLE',
    message: expect.stringContaining(url),
  });
});

describe.skipIf(!(await hasDynamo()))('the way to a table', () => {
  test('without a store in a table that is there makes one, when it is asked to', async () => {
    const table = temporaryTable();
    const { store } = await openDynamo({ table });
    await store.close();
    await (await tableOf(table)).deleteAll([headKey]);
    const endpoint = (await dynamoEndpoint()) ?? '';
    const opening = createDynamoStore({ url: urlOf(table, endpoint) }).open({ create: false });
    await expect(opening).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    const { store: again } = await openDynamo({ table });
    expect(await again.reading.countItems({})).toBe(0);
  });

  test('to one that is not there, and that may not be made, names table and region', async () => {
    const proxy = await startDynamoProxy();
    proxy.fail('CreateTable', 'denied');
    const table = temporaryTable();
    await expect(createDynamoStore({ url: urlOf(table, proxy.endpoint) }).open({ create: true })).rejects.toMatchObject(
      {
        code: 'STORE_UNAVAILABLE',
        message: expect.stringMatching(new RegExp(`there is no table ${table} in eu-central-1, .*may not make it`)),
        hint: expect.stringMatching(/INGEST_STORE.*Terraform/),
      },
    );
  });

  test('that is none of a store says so', async () => {
    const table = temporaryTable();
    await (await sharedClient()).send(
      new CreateTableCommand({
        TableName: table,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      }),
    );
    const url = urlOf(table, (await dynamoEndpoint()) ?? '');
    await expect(createDynamoStore({ url }).open({ create: true })).rejects.toMatchObject({
      code: 'STORE_SCHEMA',
      message: expect.stringMatching(new RegExp(`the table ${table} in eu-central-1 is none of a store`)),
      hint: expect.stringMatching(/pk.*sk.*INGEST_STORE/),
    });
  });

  test('that is closed sends nothing again', async () => {
    const proxy = await startDynamoProxy();
    const { store } = await openDynamo({ endpoint: proxy.endpoint, reconnectMs: 60_000 });
    proxy.fail('TransactWriteItems', 'broken', 1_000);
    const committing = store.articles.commitPage(page([numbered(0)]));
    const left = proxy.left;
    while (proxy.left === left) await new Promise(setImmediate);
    await store.close();
    await expect(committing).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
  });

  test('that loses its head is STORE_CORRUPT', async () => {
    const { store, table } = await openDynamo();
    await (await tableOf(table)).deleteAll([headKey]);
    await expect(store.reading.countItems({})).rejects.toMatchObject({ code: 'STORE_CORRUPT' });
  });

  test('closes once what was begun has ended', async () => {
    const { store, table } = await openDynamo();
    const committing = store.articles.commitPage(page([numbered(0)]));
    await store.close();
    expect((await committing).newStories).toHaveLength(1);
    const { store: next } = await openDynamo({ table });
    expect(await next.reading.countItems({})).toBe(1);
  });

  test('works again by itself when the service is back', async () => {
    const proxy = await startDynamoProxy();
    const { store } = await openDynamo({ endpoint: proxy.endpoint, reconnectMs: 0 });
    proxy.fail('BatchGetItem', 'cut', 1);
    await expect(store.reading.countItems({})).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    expect(await store.reading.countItems({})).toBe(0);
  });
});
