import { describe, expect, test } from 'vitest';
import { numbered, page } from '../../src/conformance/build.js';
import { change } from '../../src/dynamodb/change.js';
import { Connection } from '../../src/dynamodb/connection.js';
import { toDynamoSettings } from '../../src/dynamodb/options.js';
import { Writes } from '../../src/dynamodb/writes.js';
import { hasDynamo, openDynamo, sharedClient } from '../support/dynamodb.js';

describe.skipIf(!(await hasDynamo()))('a step', () => {
  async function beside(busyTimeoutMs?: number) {
    const { store, table } = await openDynamo();
    const settings = toDynamoSettings({ client: await sharedClient(), table, ...(busyTimeoutMs && { busyTimeoutMs }) });
    const connection = new Connection(settings);
    await connection.open({ create: false });
    const write = (index: number) => store.articles.commitPage(page([numbered(index)]));
    return { connection, write };
  }

  test('is begun anew when somebody was faster', async () => {
    const { connection, write } = await beside();
    const seen: number[] = [];
    const result = await change(connection, 'count', async (_, { version }) => {
      seen.push(version);
      if (seen.length < 3) await write(seen.length);
      const writes = new Writes();
      writes.put({ pk: 'X', sk: '1' });
      return { writes, result: version };
    });
    expect([seen, result]).toEqual([[0, 1, 2], 2]);
  });

  test('that is overtaken for too long is STORE_BUSY', async () => {
    const { connection, write } = await beside(50);
    let index = 0;
    const changing = change(connection, 'count', async () => {
      index += 1;
      await write(index);
      const writes = new Writes();
      writes.put({ pk: 'X', sk: '1' });
      return { writes, result: null };
    });
    await expect(changing).rejects.toMatchObject({ code: 'STORE_BUSY' });
  });

  test('that writes nothing leaves the head as it is', async () => {
    const { connection } = await beside();
    await change(connection, 'nothing', async () => ({ writes: new Writes(), result: null }));
    expect(await connection.run('look', (table) => connection.headOf(table))).toEqual({
      version: 0,
      events: 0,
      filed: new Map(),
    });
  });
});
