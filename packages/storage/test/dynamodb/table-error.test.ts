import { IngestError } from '@ingest/core';
import { expect, test } from 'vitest';
import type { DynamoClient } from '../../src/dynamodb/client.js';
import { NotMade, toTableError } from '../../src/dynamodb/table-error.js';

const table = { name: 'news' };
const client = (region?: () => Promise<string>) => ({ config: { region } }) as unknown as DynamoClient;
const otherKey = Object.assign(new Error('The provided key element does not match the schema'), {
  name: 'ValidationException',
});

test('says where a table is not, and who makes it', async () => {
  const error = await toTableError(
    new NotMade(new Error('denied')),
    table,
    client(async () => 'eu-central-1'),
  );
  expect(error).toMatchObject({
    code: 'STORE_UNAVAILABLE',
    message: 'there is no table news in eu-central-1, and this role may not make it: denied',
    hint: expect.stringContaining('Terraform'),
  });
});

test('says that a table is none of a store, also where no region is known', async () => {
  for (const asked of [client(), client(() => Promise.reject(new Error('Region is missing')))])
    expect(await toTableError(otherKey, table, asked)).toMatchObject({
      code: 'STORE_SCHEMA',
      message: expect.stringMatching(/^the table news in its region is none of a store: The provided key/),
    });
});

test('leaves everything else as it is', async () => {
  for (const thrown of [new TypeError('a bug'), new IngestError('STORE_CLOSED', 'closed')])
    expect(await toTableError(thrown, table, client())).toBe(thrown);
});
