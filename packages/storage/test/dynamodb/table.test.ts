import { describe, expect, test } from 'vitest';
import { keyText, rowOf } from '../../src/dynamodb/row.js';
import { hasDynamo, openDynamo, tableOf } from '../support/dynamodb.js';

describe.skipIf(!(await hasDynamo()))('a table', () => {
  async function emptyTable() {
    const { table } = await openDynamo();
    return tableOf(table);
  }

  test('reads and writes more rows than one request takes, each once', async () => {
    const table = await emptyTable();
    const rows = Array.from({ length: 260 }, (_, index) => rowOf({ pk: `X${index % 3}`, sk: `${index}` }, index));
    await table.putAll([...rows, ...rows]);
    const found = await table.getAll([...rows, ...rows, { pk: 'X0', sk: 'none' }]);
    expect([...found.keys()].sort()).toEqual(rows.map(keyText).sort());
    await table.deleteAll([...rows, ...rows]);
    expect(await table.getAll(rows)).toEqual(new Map());
  });

  test('reads ranges in both directions, over pages of a megabyte', async () => {
    const table = await emptyTable();
    const body = 'x'.repeat(25_000);
    const rows = Array.from({ length: 90 }, (_, index) => rowOf({ pk: 'X', sk: `${100 + index}` }, body));
    await table.putAll(rows);
    const read = async (range: Parameters<typeof table.queryAll>[1]) =>
      (await table.queryAll('X', range)).map(({ sk }) => sk);
    expect(await read({})).toEqual(rows.map(({ sk }) => sk));
    expect(await read({ isBackwards: true })).toEqual(rows.map(({ sk }) => sk).reverse());
    expect(await read({ from: '120', before: '123' })).toEqual(['120', '121', '122']);
    expect(await read({ from: '188' })).toEqual(['188', '189']);
    expect(await read({ before: '102' })).toEqual(['100', '101']);
    expect(await read({ from: '123', before: '120' })).toEqual([]);
    expect(await read({ beginsWith: '18' })).toHaveLength(10);
  });

  test('says which parts of a transaction did not hold, and then does nothing of it', async () => {
    const table = await emptyTable();
    const [there, other] = [
      { pk: 'X', sk: '1', n: 1 },
      { pk: 'X', sk: '2', n: 1 },
    ];
    await table.putAll([there]);
    const absent = { text: 'attribute_not_exists(pk)' };
    const refused = await table.transact([
      { kind: 'put', row: other, condition: absent },
      { kind: 'put', row: { ...there, n: 2 }, condition: absent },
      { kind: 'check', key: { pk: 'X', sk: '3' }, condition: { text: 'attribute_exists(pk)' } },
    ]);
    expect(refused).toEqual(new Set([1, 2]));
    expect(await table.queryAll('X')).toEqual([there]);
    const done = await table.transact([
      { kind: 'delete', key: there, condition: { text: '#n = :n', values: { n: 1 } } },
      { kind: 'update', key: other, update: 'SET #n = :n', condition: { ...absent, values: { n: 3 } } },
    ]);
    expect(done).toEqual(new Set());
    expect(await table.queryAll('X')).toEqual([{ ...other, n: 3 }]);
  });
});
