import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { systemClock } from '@ingest/core';
import { describe, expect, test } from 'vitest';
import { loadDriver } from '../../src/dynamodb/client.js';
import { makeTable } from '../../src/dynamodb/make-table.js';
import { hasDynamo, sharedClient, tableOf, temporaryTable } from '../support/dynamodb.js';

describe.skipIf(!(await hasDynamo()))('making a table', () => {
  test('makes one without an index, paid by request, also when two processes do so', async () => {
    const table = await tableOf(temporaryTable());
    const driver = await loadDriver();
    await Promise.all([1, 2].map(() => makeTable(table, driver, { clock: systemClock() })));
    const { Table } = await (await sharedClient()).send(new DescribeTableCommand({ TableName: table.name }));
    expect(Table?.TableStatus).toBe('ACTIVE');
    expect(Table?.BillingModeSummary?.BillingMode).toBe('PAY_PER_REQUEST');
    expect(Table?.GlobalSecondaryIndexes ?? []).toEqual([]);
  });
});
