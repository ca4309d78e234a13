import { expect, test } from 'vitest';
import { inSchema, quoted } from '../../src/postgres/statements.js';

test('a statement is written once for a schema, named by its text', () => {
  let times = 0;
  const statementsOf = inSchema((at) => {
    times += 1;
    return {
      all: `SELECT * FROM ${at}stories`,
      same: `SELECT * FROM ${at}stories`,
      other: `SELECT 1 FROM ${at}stories`,
    };
  });
  const [news, wire] = [statementsOf({ schema: 'news' }), statementsOf({ schema: 'wire' })];
  expect(statementsOf({ schema: 'news' })).toBe(news);
  expect(times).toBe(2);
  expect(news.all.text).toBe('SELECT * FROM "news".stories');
  expect(news.same.name).toBe(news.all.name);
  expect(new Set([news.all.name, news.other.name, wire.all.name]).size).toBe(3);
  // Longer names are cut by Postgres.
  expect(news.all.name.length).toBeLessThan(63);
});

test('a name is quoted, whatever it holds', () => {
  expect(quoted('my "news"')).toBe('"my ""news"""');
});
