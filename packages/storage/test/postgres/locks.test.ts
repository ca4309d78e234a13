import { expect, test } from 'vitest';
import { dayLocks, namedLock, takingLocks } from '../../src/postgres/locks.js';

test('days are locked once each, the earliest first, those of another schema apart', () => {
  const locks = dayLocks('news', [20_001, 20_000, 20_001]);
  expect(locks.map(([, day]) => day)).toEqual([20_000, 20_001]);
  expect(new Set(locks.map(([kind]) => kind)).size).toBe(1);
  expect(dayLocks('wire', [20_000])[0]?.[0]).not.toBe(locks[0]?.[0]);
});

test('turns at different things are different locks, of 32 bits each', () => {
  const locks = [
    namedLock('news', 'migration'),
    namedLock('news', 'incidents'),
    namedLock('news', 'register', 'a'),
    namedLock('news', 'register', 'b'),
    namedLock('news', 'lease', 'a'),
    namedLock('wire', 'lease', 'a'),
  ];
  expect(new Set(locks.map(String)).size).toBe(6);
  for (const number of locks.flat()) expect(number | 0).toBe(number);
});

test('locks are waited for one after the other', () => {
  expect(takingLocks([])).toBe('');
  expect(
    takingLocks([
      [1, 2],
      [1, 3],
    ]),
  ).toBe('SELECT pg_advisory_xact_lock(kind, what) FROM (VALUES (1, 2),(1, 3)) AS locks(kind, what);');
});
