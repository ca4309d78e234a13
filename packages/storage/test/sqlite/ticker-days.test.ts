import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tickerDays } from '../../src/sqlite/ticker-days.js';

let database: Database.Database;
beforeAll(() => {
  database = new Database(':memory:');
  database.exec(
    'CREATE TABLE story_tickers (day, ticker, story_id, PRIMARY KEY (day, ticker, story_id)) WITHOUT ROWID',
  );
  const insert = database.prepare('INSERT INTO story_tickers VALUES (?, ?, ?)');
  for (const day of [3, 4, 9])
    for (const ticker of ['A', 'B']) for (let id = 0; id < 5; id += 1) insert.run(day, ticker, id);
});
afterAll(() => {
  database.close();
});

test.each([
  [0, 100, [3, 4, 9]],
  [3, 9, [3, 4, 9]],
  [4, 8, [4]],
  [5, 8, []],
  [9, 3, []],
])('the days from %d to %d that hold stories are %j', (first, last, days) => {
  const found = database
    .prepare(`${tickerDays(`${first}`, `${last}`)} SELECT day FROM days WHERE day IS NOT NULL`)
    .pluck()
    .all();
  expect(found).toEqual(days);
});

test('days are found by seeking, not by reading them', () => {
  const plan = database.prepare(`EXPLAIN QUERY PLAN ${tickerDays('0', '100')} SELECT day FROM days`).all() as {
    detail: string;
  }[];
  expect(plan.map(({ detail }) => detail).filter((detail) => /^SCAN story_tickers/.test(detail))).toEqual([]);
});
