import { expect, test } from 'vitest';
import { Writes } from '../../src/dynamodb/writes.js';

test('a row is written once, as it was said last', () => {
  const writes = new Writes();
  expect(writes.isEmpty).toBe(true);
  const [row, key] = [
    { pk: 'a', sk: '1', n: 1 },
    { pk: 'a', sk: '1' },
  ];
  writes.delete(key);
  writes.put({ ...row, n: 0 });
  writes.put(row, 4);
  expect(writes.all).toEqual([{ kind: 'put', row, replaces: 4 }]);
  writes.delete(key);
  expect(writes.all).toEqual([{ kind: 'delete', key }]);
  expect(writes.isEmpty).toBe(false);
});

test('what is added to a row more than once is one addition', () => {
  const writes = new Writes();
  const key = { pk: 'a', sk: '1' };
  writes.add(key, { dead: 1 });
  writes.add(key, { dead: 1, dropped: -1 });
  expect(writes.all).toEqual([{ kind: 'add', key, numbers: { dead: 2, dropped: -1 } }]);
});
