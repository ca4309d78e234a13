import { expect, test } from 'vitest';
import { type Action, reasonsOf, refusedOf, toTransactItem } from '../../src/dynamodb/action.js';

const key = { pk: 'X', sk: '1' };
const asItem = { pk: { S: 'X' }, sk: { S: '1' } };
const condition = { text: '#number = :number', values: { number: 3 } };
const conditioned = {
  TableName: 'news',
  ConditionExpression: '#number = :number',
  ExpressionAttributeNames: { '#number': 'number' },
  ExpressionAttributeValues: { ':number': { N: '3' } },
};

test.each<[Action, unknown]>([
  [{ kind: 'put', row: { ...key, n: 1 } }, { Put: { TableName: 'news', Item: { ...asItem, n: { N: '1' } } } }],
  [{ kind: 'delete', key, condition }, { Delete: { ...conditioned, Key: asItem } }],
  [{ kind: 'check', key, condition }, { ConditionCheck: { ...conditioned, Key: asItem } }],
  [
    { kind: 'update', key, update: 'SET #number = :number', condition },
    { Update: { ...conditioned, Key: asItem, UpdateExpression: 'SET #number = :number' } },
  ],
  [
    { kind: 'add', key, numbers: { dead: -1, dropped: 1 } },
    {
      Update: {
        TableName: 'news',
        Key: asItem,
        UpdateExpression: 'ADD #dead :dead, #dropped :dropped',
        ExpressionAttributeNames: { '#dead': 'dead', '#dropped': 'dropped' },
        ExpressionAttributeValues: { ':dead': { N: '-1' }, ':dropped': { N: '1' } },
      },
    },
  ],
])('%j is said in the words of DynamoDB', (action, said) => {
  expect(toTransactItem('news', action)).toEqual(said);
});

test('of a transaction that failed is told why each part did, and which condition did not hold', () => {
  const codes = [{ Code: 'None' }, { Code: 'ConditionalCheckFailed' }, {}, { Code: 'TransactionConflict' }];
  const thrown = Object.assign(new Error('cancelled'), { CancellationReasons: codes });
  expect(reasonsOf(thrown)).toEqual(['None', 'ConditionalCheckFailed', 'None', 'TransactionConflict']);
  expect(refusedOf(thrown)).toEqual([1]);
  for (const other of [new Error('no region'), 'no error']) expect(reasonsOf(other)).toEqual([]);
});
