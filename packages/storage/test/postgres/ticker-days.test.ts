import { dayNumber } from '@ingest/core';
import { expect, test } from 'vitest';
import { day, noon, numbered, page } from '../../src/conformance/build.js';
import { quoted } from '../../src/postgres/statements.js';
import { tickerDays } from '../../src/postgres/ticker-days.js';
import { hasPostgres, inSession, openPostgres } from '../support/postgres.js';

test.skipIf(!(await hasPostgres()))('the days that hold stories are found between two days', async () => {
  const { store, schema } = await openPostgres();
  await store.articles.commitPage(page([3, 4, 9].map((index) => numbered(index, { publishedAt: noon + index * day }))));
  const today = dayNumber(noon);
  const between = (first: number, last: number) =>
    inSession(schema, async (session) => {
      const days = tickerDays(`${quoted(schema)}.`, String(today + first), String(today + last));
      const { rows } = await session.query(`${days} SELECT day FROM days WHERE day IS NOT NULL`);
      return (rows as { day: number }[]).map((row) => row.day - today);
    });
  expect(await between(0, 100)).toEqual([3, 4, 9]);
  expect(await between(3, 9)).toEqual([3, 4, 9]);
  expect(await between(4, 8)).toEqual([4]);
  expect(await between(5, 8)).toEqual([]);
});
