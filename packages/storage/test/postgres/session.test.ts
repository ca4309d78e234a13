import { expect, test } from 'vitest';
import type { PostgresClient, PostgresQuery } from '../../src/postgres/client.js';
import { Session } from '../../src/postgres/session.js';

function recording(isPrepared: boolean) {
  const asked: PostgresQuery[] = [];
  const client = {
    query: async (query: PostgresQuery) => {
      asked.push(query);
      return { rows: [{ one: 1 }], rowCount: 7 };
    },
  } as unknown as PostgresClient;
  return { session: new Session(client, { schema: 'news', isPrepared, answerTimeoutMs: 5 }), asked };
}

test('a statement is prepared under its name, unless a pooler cannot bear that', async () => {
  for (const isPrepared of [true, false]) {
    const { session, asked } = recording(isPrepared);
    expect(await session.rows({ name: 'one', text: 'SELECT 1' }, ['a\u0000'])).toEqual([{ one: 1 }]);
    expect(await session.run({ name: 'one', text: 'SELECT 1' })).toBe(7);
    expect(asked.map(({ name }) => name)).toEqual(isPrepared ? ['one', 'one'] : [undefined, undefined]);
    expect(asked[0]).toMatchObject({ text: 'SELECT 1', values: ['a\ufffd'], query_timeout: 5 });
  }
});

test('a text of its own is never prepared, and may come in rows that are lists', async () => {
  const { session, asked } = recording(true);
  await session.query('SELECT 2', [], 'array');
  expect(asked[0]).toMatchObject({ text: 'SELECT 2', rowMode: 'array' });
  expect(asked[0]?.name).toBe(undefined);
  expect(await session.execute('BEGIN')).toHaveLength(1);
});
