import { describe, expect, test } from 'vitest';
import { numbered, page } from '../../src/conformance/build.js';
import { headKey } from '../../src/dynamodb/head.js';
import { createDynamoStore } from '../../src/dynamodb/index.js';
import { dynamoEndpoint, hasDynamo, openDynamo, tableOf, temporaryTable, urlOf } from '../support/dynamodb.js';
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
