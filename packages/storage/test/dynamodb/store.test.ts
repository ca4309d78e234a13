import { describe, expect, test } from 'vitest';
import { lifecycleCases } from '../../src/conformance/lifecycle-cases.js';
import { createDynamoStore } from '../../src/dynamodb/index.js';
import { conform } from '../support/conform.js';
import { dynamoEndpoint, dynamoSubjects, hasDynamo, openDynamo, sharedClient, urlOf } from '../support/dynamodb.js';

describe.skipIf(!(await hasDynamo()))('a DynamoDB store', async () => {
  // Each file of a room runs the cases of its own.
  conform(lifecycleCases, await dynamoSubjects());

  test('works with a client of its own as with one that was handed in, and leaves that one as it is', async () => {
    const { store, table } = await openDynamo();
    expect(store.location).toBe(urlOf(table, (await dynamoEndpoint()) ?? ''));
    expect(store.capabilities).toEqual({ maxArticlesPerCommit: 100, backsUpToFile: false, reconnects: true });
    const client = await sharedClient();
    const other = createDynamoStore({ client, table });
    await other.open({ create: false });
    await other[Symbol.asyncDispose]();
    const again = createDynamoStore({ client, table });
    await again.open({ create: false });
    expect(await again.reading.countItems({})).toBe(0);
    await again.close();
  });
});
