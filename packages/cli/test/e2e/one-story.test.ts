import { readFileSync, writeFileSync } from 'node:fs';
import type { NewsItem } from '@ingest/core';
import { expect, it } from 'vitest';
import { builtCommand, jsonOf } from '../support/built.js';
import { writeRecordedRuns } from '../support/recorded-days.js';

const built = builtCommand();
const minuteOfMidnight = 11 * 60 - 1;
const perDay = 24 * 60;

it('two processes that bring the same news at once, on two sides of midnight, make one story of each and tell of it once', async () => {
  // At 23:59:00 by the one source and a minute and a half later, on another day, by the other: their keys differ.
  const stories = Array.from({ length: 300 }, (_, day) => day * perDay + minuteOfMidnight);
  const at = '2027-06-01T14:00:00Z';
  const sides = {
    tiingo: writeRecordedRuns(built.path('tiingo'), [{ at, tiingo: { stories } }]),
    finnhub: writeRecordedRuns(built.path('finnhub'), [{ at, finnhub: { stories, lateMs: 90_000 } }]),
  };
  writeFileSync(built.path('ingest.config.yaml'), 'sinks: [{ use: file, path: news.ndjson }]\n');
  const replay = (source: keyof typeof sides) =>
    built.run(['run', '--replay', sides[source], '--source', source, '--deliver', '--store', 'r.db', '--json']);
  await built.run(['db', 'migrate', '--store', 'r.db']);
  for (const { exitCode } of await Promise.all([replay('tiingo'), replay('finnhub')])) expect(exitCode).toBe(0);

  const items = jsonOf<NewsItem[]>(await built.run(['items', '--store', 'r.db', '--json']));
  expect(items).toHaveLength(stories.length);
  for (const { attributions } of items)
    expect(attributions.map(({ source }) => source).sort()).toEqual(['finnhub', 'tiingo']);
  const told = readFileSync(built.path('news.ndjson'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { id: string; data: { storyKeys: string[] } });
  const keys = new Map(told.map(({ id, data }) => [id, data.storyKeys]));
  expect([...keys.values()].flat().sort()).toEqual(items.map(({ storyKey }) => storyKey).sort());
  expect(jsonOf(await built.run(['db', 'check', '--store', 'r.db', '--json']))).toMatchObject({ problems: [] });
});
