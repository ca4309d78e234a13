import { dayNumber } from '@ingest/core';
import { expect, test } from 'vitest';
import { article, day, noon } from '../../src/conformance/build.js';
import { daysAround, daysOfPage, MoreDays } from '../../src/postgres/page-days.js';

const [today, hour] = [dayNumber(noon), 3_600_000];

test.each([
  ['noon', noon, [-1, 0, 1]],
  ['the morning', noon - 6 * hour, [-1, 0]],
  ['the evening', noon + 6 * hour, [0, 1]],
])('what belongs to an article of %s stands within fourteen hours of it', (_, at, offsets) => {
  expect([...daysAround([at])]).toEqual(offsets.map((offset) => today + offset));
});

test('the days of a page are those of all its articles', () => {
  const evening = noon + 6 * hour;
  const page = [article({ publishedAt: evening }), article({ publishedAt: evening + 3 * day })];
  expect([...daysOfPage(page)]).toEqual([today, today + 1, today + 3, today + 4]);
  expect(new MoreDays(daysOfPage([])).days.size).toBe(0);
});
